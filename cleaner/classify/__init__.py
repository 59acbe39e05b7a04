"""The learned classifiers: lines of text, and blocks of pages."""
