"""Files of the user: read and written safely, with faults told by line and column."""
