"""What became of last year's tasks: which task continues which, and what changed in it."""
