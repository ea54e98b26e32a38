"""A routine and the user's options become one flat timeline; pure."""
