"""System services for the other packages: atomic files, locks, workers, safe printing."""
