"""The built-in filters, one kind of residue a file; `cleaner.presets` says which run, and in which order."""
