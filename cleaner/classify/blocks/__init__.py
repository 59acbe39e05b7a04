"""The classifier of pages: which blocks are main content."""
