-- Every value that came in for a document, as it came.
SELECT task_id, period, field, value, unit, file_name, sheet_row, received_at, who, confirmed_by
FROM progress
WHERE document_id = $document_id
ORDER BY number
