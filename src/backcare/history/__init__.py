"""Sessions and holds in a SQLite file, and statistics over them."""
