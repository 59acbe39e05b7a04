"""Where blocks ended before a scraper put them on one line: a model of the gaps between words."""
