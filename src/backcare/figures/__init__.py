"""A pose as a scene of filled shapes, painted as dots or as SVG; pure."""
