SELECT department_id, position, name, kind, parent_id, kind = '集合名称' AS collective, coalesce(note, '') AS note,
    coalesce(body, '') AS body
FROM departments
ORDER BY position, name
