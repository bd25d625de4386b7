-- Every mention of a department in one body's documents, in the order of import and of print.
SELECT departments.name, mention, resolution, coalesce(doubt, '') AS doubt, kind, title,
    coalesce(number, '') AS number, corrected
FROM responsibilities
JOIN tasks USING (task_id)
JOIN documents USING (document_id)
JOIN departments USING (department_id)
WHERE documents.body IS NOT DISTINCT FROM $body AND removed_at IS NULL
ORDER BY documents.imported_at, document_id, tasks.position, responsibilities.position
