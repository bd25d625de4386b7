-- Every column with its type and every constraint of our tables, as text.
SELECT table_name, concat_ws(' ', column_name, data_type, if(is_nullable, '', 'NOT NULL')) AS text
FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
UNION ALL
SELECT table_name, constraint_text
FROM duckdb_constraints()
WHERE schema_name = 'main' AND database_name = current_database()
