"""Adapters: `cleaner` inside of other frameworks. One file each, and nothing of theirs is imported before it is used.

What understands Arrow needs no adapter but `cleaner.corpus.clean_batch` itself: Ray Data, Hugging Face datasets,
polars and pandas.
"""
