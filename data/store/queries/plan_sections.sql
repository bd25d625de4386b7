SELECT section_id, document_id, ordinal, title
FROM sections
WHERE list_contains($documents, document_id)
ORDER BY document_id, ordinal
