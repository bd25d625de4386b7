-- The documents in use, the newest plan first.
SELECT document_id, title, "year", issued_on, file_name, coalesce(body, '') AS body, revision
FROM documents
WHERE removed_at IS NULL
ORDER BY "year" DESC NULLS LAST, issued_on DESC NULLS LAST, document_id
