"""Everything that touches a file or the database."""
