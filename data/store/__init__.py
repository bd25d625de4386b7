"""The store: one DuckDB file with the documents as read, the directory, and what people decided."""
