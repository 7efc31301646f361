"""Figures of speed and size, always beside the bare library in the same run: ``make bench``."""
