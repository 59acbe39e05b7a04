"""Scraped articles in repositories and folders: checking them, and rewriting them atomically in place."""
