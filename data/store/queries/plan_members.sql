SELECT collective_id, department_id
FROM collective_members
JOIN departments USING (department_id)
WHERE coalesce(body, '') IN (SELECT coalesce(body, '') FROM documents WHERE list_contains($documents, document_id))
ORDER BY collective_id, position, name
