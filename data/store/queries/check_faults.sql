-- What does not fit together in the store, one row each: what it is, and where. A sound store gives no row.
WITH RECURSIVE ancestors AS (
    SELECT department_id, parent_id FROM departments WHERE parent_id IS NOT NULL
    UNION
    SELECT ancestors.department_id, departments.parent_id
    FROM ancestors
    JOIN departments ON departments.department_id = ancestors.parent_id
    WHERE departments.parent_id IS NOT NULL
)
SELECT '上级部门不存在' AS what, name AS place
FROM departments
WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT department_id FROM departments)
UNION ALL
SELECT '上下级关系成环', departments.name
FROM ancestors
JOIN departments USING (department_id)
WHERE ancestors.parent_id = department_id
UNION ALL
SELECT '部门的全称不在写法中', name
FROM departments
WHERE (name, department_id) NOT IN (SELECT (name, department_id) FROM department_names)
UNION ALL
SELECT '有成员的部门不是集合名称', name
FROM departments
WHERE kind <> '集合名称' AND department_id IN (SELECT collective_id FROM collective_members)
UNION ALL
SELECT '任务的部分属于另一份文件', task_id
FROM tasks
JOIN sections USING (section_id)
WHERE tasks.document_id <> sections.document_id
UNION ALL
SELECT '部门数与责任的条数不符', task_id
FROM tasks
LEFT JOIN responsibilities USING (task_id)
GROUP BY task_id, departments_count
HAVING departments_count <> count(DISTINCT department_id)
UNION ALL
SELECT '任务的次序不连续', document_id
FROM tasks
GROUP BY document_id
HAVING max(position) <> count(*)
UNION ALL
SELECT '位置超出全文', document_id || ' 第 ' || number || ' 行'
FROM lines
JOIN documents USING (document_id)
WHERE span_end > length(source)
UNION ALL
SELECT '位置超出全文', task_id
FROM tasks
JOIN documents USING (document_id)
WHERE greatest(span_end, annotation_end) > length(source)
UNION ALL
SELECT '没有任务的部分', section_id
FROM sections
WHERE section_id NOT IN (SELECT section_id FROM tasks WHERE section_id IS NOT NULL)
ORDER BY ALL
