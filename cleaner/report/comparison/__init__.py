"""Two outputs of the same articles compared: which documents changed, and how."""
