SELECT section_id, document_id, ordinal, sections.title,
    coalesce(json_extract_string(corrections, '$.sections."' || section_id || '"'), '') AS short_name
FROM sections
JOIN documents USING (document_id)
WHERE list_contains($documents, document_id)
ORDER BY document_id, ordinal
