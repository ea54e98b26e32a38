"""Joins all rooms for one run in the real world."""
