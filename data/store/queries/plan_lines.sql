SELECT document_id, number, span_start AS "start", span_end AS "end", kind, marked
FROM lines
WHERE list_contains($documents, document_id)
ORDER BY document_id, number
