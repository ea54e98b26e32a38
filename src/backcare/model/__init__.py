"""The values that all rooms share: stretches, routines, figures, guidance, the user's profile."""
