-- The tasks of a document in printed order, each with the unit that fills it: as decided, else the first that is named;
-- and with the day until which the office wants it done.
WITH decided AS (
    SELECT DISTINCT ON (task_id) task_id, unit FROM fillers ORDER BY task_id, number DESC
),
first_named AS (
    SELECT DISTINCT ON (task_id) task_id, departments.name
    FROM responsibilities JOIN departments USING (department_id)
    ORDER BY task_id, responsibilities.position
),
due_by_office AS (
    SELECT DISTINCT ON (task_id) task_id, due FROM due_days ORDER BY task_id, number DESC
)
SELECT
    task_id, tasks.position, coalesce(number, '—') AS number, text, coalesce(unit, name) AS filler, unit IS NULL AS assumed, due
FROM tasks
LEFT JOIN decided USING (task_id)
LEFT JOIN first_named USING (task_id)
LEFT JOIN due_by_office USING (task_id)
WHERE document_id = $document_id
ORDER BY tasks.position
