SELECT document_id, title, year, coalesce(issuer, '') AS issuer, issued_on, cc, first_listed_leads, file_name,
    sha256, imported_at, source, coalesce(body, '') AS body,
    document_id IN (SELECT document_id FROM examples) AS example
FROM documents
WHERE list_contains($documents, document_id)
ORDER BY year, issued_on, document_id
