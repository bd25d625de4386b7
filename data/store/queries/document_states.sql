-- Every document of a database, with a number for all that was read of it and written to it by hand; {place}: the database
-- and a dot, or nothing.
SELECT document_id, any_value(title), bool_or(removed), bit_xor(content)
FROM (
    SELECT document_id, title, removed_at IS NOT NULL AS removed, hash(own) AS content
    FROM (SELECT * EXCLUDE (revision) FROM {place}documents) AS own
    UNION ALL
    SELECT document_id, NULL, NULL, hash('lines', own) FROM {place}lines AS own
    UNION ALL
    SELECT document_id, NULL, NULL, hash('sections', own) FROM {place}sections AS own
    UNION ALL
    SELECT document_id, NULL, NULL, hash('tasks', own) FROM {place}tasks AS own
    UNION ALL
    SELECT document_id, NULL, NULL, hash('retired', own) FROM {place}retired_tasks AS own
    UNION ALL
    SELECT document_id, NULL, NULL, hash('original', octet_length(content)) FROM {place}originals
    UNION ALL
    SELECT document_id, NULL, NULL, hash('responsibilities', own)
    FROM {place}responsibilities AS own JOIN {place}tasks USING (task_id)
    UNION ALL
    SELECT document_id, NULL, NULL, hash('targets', own) FROM {place}targets AS own JOIN {place}tasks USING (task_id)
)
GROUP BY document_id
