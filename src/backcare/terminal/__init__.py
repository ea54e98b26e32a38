"""The real terminal: modes, keys, signals and the standard streams."""
