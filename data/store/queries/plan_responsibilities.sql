SELECT task_id, responsibilities.position, department_id, role, mention, resolution,
    responsibilities.span_start AS "start", responsibilities.span_end AS "end"
FROM responsibilities
JOIN tasks USING (task_id)
WHERE list_contains($documents, document_id)
ORDER BY document_id, tasks.position, responsibilities.position
