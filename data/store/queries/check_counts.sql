SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(*) FROM sections) AS sections,
    (SELECT count(*) FROM tasks) AS tasks,
    count(*) AS responsibilities,
    count(DISTINCT department_id) AS units,
    count(DISTINCT department_id) FILTER (kind = '集合名称') AS collectives,
    count(DISTINCT mention) AS written_names
FROM responsibilities
JOIN departments USING (department_id)
