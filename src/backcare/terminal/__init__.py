"""The real terminal: its modes, keys and signals, and the standard streams."""
