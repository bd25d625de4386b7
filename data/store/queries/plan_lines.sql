SELECT document_id, number, span_start AS "start", span_end AS "end", kind
FROM lines
ORDER BY document_id, number
