-- What meetings decided on the tasks of a document, each with who closed it, where it is closed.
WITH latest AS (
    SELECT DISTINCT ON (action_item) action_item, closed, who, closed_at FROM closings ORDER BY action_item, number DESC
)
SELECT
    action_items.number, task_id, meeting, what, unit, due, coalesce(said_by, '') AS said_by, action_items.who, decided_at,
    CASE WHEN closed THEN latest.who END AS closed_by,
    CASE WHEN closed THEN latest.closed_at END AS closed_at
FROM action_items LEFT JOIN latest ON action_item = action_items.number
WHERE document_id = $document_id
ORDER BY action_items.number
