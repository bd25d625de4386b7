"""Who sits together, in which order."""
