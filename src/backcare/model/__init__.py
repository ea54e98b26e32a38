"""The values everything speaks of: stretches, routines, guidance, the user's profile."""
