"""Compares two outputs of the same articles: which documents changed, and how."""
