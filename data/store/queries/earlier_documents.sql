-- Stored documents that a new one may be the same as: the same bytes or the same characters (line ends and a byte
-- order mark left aside; in the bin, too), or the same title, issuer and date.
WITH compared AS (
    SELECT *,
        document_id = $document_id
        OR replace(ltrim(source, chr(65279)), chr(13), '') = replace(ltrim($source, chr(65279)), chr(13), '')
            AS same_text
    FROM documents
)
SELECT document_id, title, file_name, imported_at,
    (SELECT count(*) FROM tasks WHERE tasks.document_id = compared.document_id) AS tasks,
    same_text, removed_at IS NOT NULL AS removed
FROM compared
WHERE same_text OR (
    removed_at IS NULL
    AND title = $title AND issuer IS NOT DISTINCT FROM $issuer AND issued_on IS NOT DISTINCT FROM $issued_on
)
ORDER BY same_text DESC, removed, imported_at DESC
