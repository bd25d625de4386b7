"""What surrounds every page: the server, the script and the look of the shell, the navigation."""
