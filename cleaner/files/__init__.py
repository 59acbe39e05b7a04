"""Scraped articles in repositories and folders: checked, and rewritten in place without ever being torn."""
