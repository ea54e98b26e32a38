"""Files of the user: read and written safely; faults have line and column."""
