-- The latest verification of each task in a period; withdrawn ones without a status.
SELECT DISTINCT ON (task_id) task_id, status, coalesce(note, '') AS note, who, verified_at
FROM verifications
WHERE document_id = $document_id AND period = $period
ORDER BY task_id, number DESC
