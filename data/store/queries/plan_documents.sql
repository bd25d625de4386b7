SELECT document_id, title, year, coalesce(issuer, '') AS issuer, issued_on, cc, first_listed_leads, file_name,
    sha256, imported_at, source
FROM documents
ORDER BY year, issued_on, document_id
