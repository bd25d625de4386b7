WITH own AS (SELECT document_id FROM documents WHERE removed_at IS NULL)
SELECT
    (SELECT count(*) FROM own) AS documents,
    (SELECT count(*) FROM sections SEMI JOIN own USING (document_id)) AS sections,
    (SELECT count(*) FROM tasks SEMI JOIN own USING (document_id)) AS tasks,
    count(*) AS responsibilities,
    count(DISTINCT department_id) AS departments,
    count(DISTINCT department_id) FILTER (kind = '集合名称') AS collectives,
    count(DISTINCT mention) AS mentions
FROM responsibilities
JOIN tasks USING (task_id)
SEMI JOIN own USING (document_id)
JOIN departments USING (department_id)
