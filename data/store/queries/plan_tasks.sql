SELECT task_id, document_id, section_id, position, coalesce(number, '—') AS number, text,
    span_start AS "start", span_end AS "end", annotation_start, annotation_end, departments_count,
    corrected
FROM tasks
WHERE list_contains($documents, document_id)
ORDER BY document_id, position
