"""What every room needs of the system: whole files, locks, workers, safe printing. Knows nothing of articles."""
