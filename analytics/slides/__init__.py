"""What a presentation consists of, before it is drawn or written to a file."""
