-- The departments of the bodies whose documents are loaded.
SELECT department_id, position, name, kind, parent_id, kind = '集合名称' AS collective, coalesce(note, '') AS note,
    coalesce(body, '') AS body
FROM departments
WHERE coalesce(body, '') IN (SELECT coalesce(body, '') FROM documents WHERE list_contains($documents, document_id))
ORDER BY position, name
