SELECT task_id, targets.position, kind, targets.text, value,
    targets.span_start AS "start", targets.span_end AS "end"
FROM targets
JOIN tasks USING (task_id)
WHERE list_contains($documents, document_id)
ORDER BY document_id, tasks.position, targets.position
