"""Files to take away: bytes out."""
