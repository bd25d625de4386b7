SELECT written.name, written.department_id
FROM department_names AS written
JOIN departments USING (department_id)
ORDER BY departments.position, written.name <> departments.name, written.name
