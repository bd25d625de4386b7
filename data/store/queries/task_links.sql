-- What was decided of tasks of two documents, with their places in them; retired tasks and removed documents are passed over.
SELECT
    earlier_task_id, later_task_id, verdict, who, decided_at,
    earlier.position AS earlier_position, later.position AS later_position
FROM task_links
JOIN tasks AS earlier ON earlier.task_id = earlier_task_id
JOIN tasks AS later ON later.task_id = later_task_id
WHERE earlier.document_id = $earlier AND later.document_id = $later
ORDER BY earlier_position, later_position
