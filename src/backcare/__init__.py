"""A guided-stretch timer for the aching upper back of pregnant women and new mothers."""

__version__ = "0.1.0"
