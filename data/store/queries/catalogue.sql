-- The documents in use: the one that everybody sees first, then the newest plan first.
--
-- Seen first is what was chosen of the store's own body; where nothing was, of the body whose plan is the newest; else the newest.
WITH used AS (
    SELECT document_id, title, "year", issued_on, file_name, coalesce(body, '') AS body, revision,
        document_id IN (SELECT document_id FROM examples) AS example,
        document_id IN (SELECT document_id FROM shown_first) AS chosen
    FROM documents
    WHERE removed_at IS NULL
),
looked_at AS (
    SELECT body FROM used
    ORDER BY chosen AND body = '' DESC, "year" DESC NULLS LAST, issued_on DESC NULLS LAST, document_id
    LIMIT 1
)
SELECT document_id, title, "year", issued_on, file_name, body, revision, example, chosen
FROM used
ORDER BY chosen AND body IN (SELECT body FROM looked_at) DESC,
    "year" DESC NULLS LAST, issued_on DESC NULLS LAST, document_id
