"""Join the other rooms for one run in the real world."""
