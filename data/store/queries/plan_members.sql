SELECT collective_id, department_id
FROM collective_members
JOIN departments USING (department_id)
ORDER BY collective_id, position, name
