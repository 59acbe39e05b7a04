"""Metadata: each source makes claims, `pick` chooses among them and keeps the losers."""
