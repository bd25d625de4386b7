-- What is stored of a period, one row for each cell that says something: the latest value, and where it is from.
WITH latest AS (
    SELECT DISTINCT ON (task_id, field, CASE WHEN field = '配合意见' THEN unit END)
        task_id, field, value, unit, file_name, sheet_row, received_at, who, confirmed_by, number
    FROM progress
    WHERE document_id = $document_id AND period = $period
    ORDER BY task_id, field, CASE WHEN field = '配合意见' THEN unit END, number DESC
)
SELECT task_id, field, value, unit, file_name, sheet_row, received_at, who, confirmed_by
FROM latest
WHERE value IS NOT NULL
ORDER BY number
