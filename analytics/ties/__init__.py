"""Who is listed with whom, by which tasks."""
