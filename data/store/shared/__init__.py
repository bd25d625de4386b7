"""Several servers on one store: PostgreSQL is the record of what is written, each server's DuckDB a copy that follows it."""
