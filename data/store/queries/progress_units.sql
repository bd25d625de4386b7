-- The units that see a task of a document, in the order of the directory: named in it, or decided to fill it.
WITH named AS (
    SELECT departments.name FROM responsibilities JOIN tasks USING (task_id) JOIN departments USING (department_id)
    WHERE document_id = $document_id
    UNION
    SELECT unnest($fillers::VARCHAR[])
)
SELECT named.name FROM named LEFT JOIN departments USING (name)
GROUP BY named.name
ORDER BY min(departments.position) NULLS LAST, named.name
