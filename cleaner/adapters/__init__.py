"""Adapters: `cleaner` inside of other frameworks. One file each, and nothing of theirs is imported before it is used.

What understands Arrow needs no adapter but `cleaner.corpus.clean_batch` itself: Ray Data and Hugging Face datasets; it
takes data frames of polars and pandas, too.
"""
