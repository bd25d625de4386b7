-- Stored documents that a new one may be the same as: the same bytes or the same characters (line ends and a byte
-- order mark left aside), or the same title, issuer and date.
WITH compared AS (
    SELECT *,
        document_id = $document_id
        OR replace(ltrim(source, chr(65279)), chr(13), '') = replace(ltrim($source, chr(65279)), chr(13), '')
            AS same_text
    FROM documents
)
SELECT document_id, title, file_name, imported_at,
    (SELECT count(*) FROM tasks WHERE tasks.document_id = compared.document_id) AS tasks,
    same_text
FROM compared
WHERE same_text OR (
    title = $title AND issuer IS NOT DISTINCT FROM $issuer AND issued_on IS NOT DISTINCT FROM $issued_on
)
ORDER BY same_text DESC, imported_at DESC
