"""A pose as lines and braille cells; pure."""
