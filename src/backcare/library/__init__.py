"""Stretches, routines and guidance: find them, check them, write them."""
