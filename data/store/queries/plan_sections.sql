SELECT section_id, document_id, ordinal, title
FROM sections
ORDER BY document_id, ordinal
