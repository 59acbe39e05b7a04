"""The classifier of plain text: which lines are residue."""
