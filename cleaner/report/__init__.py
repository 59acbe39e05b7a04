"""Reports for people: the audit page, the report on a corpus, the comparison of two outputs, the terminal view."""
