-- The mentions of one body's documents that nobody has decided on: unknown or doubtful names.
SELECT departments.name, mention, resolution, coalesce(doubt, '') AS doubt, kind, title,
    coalesce(number, tasks.position::VARCHAR) AS number
FROM responsibilities
JOIN tasks USING (task_id)
JOIN documents USING (document_id)
JOIN departments USING (department_id)
WHERE documents.body IS NOT DISTINCT FROM $body AND (resolution = 'new' OR doubt IS NOT NULL)
ORDER BY documents.imported_at, document_id, tasks.position, responsibilities.position
