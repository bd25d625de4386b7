-- References and names that must hold before a commit, one row for each that does not: what it is, and where.
SELECT '部分所属的文件不存在' AS what, section_id AS place
FROM sections ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '行所属的文件不存在', document_id || ' 第 ' || number || ' 行'
FROM lines ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '任务所属的文件不存在', task_id
FROM tasks ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '任务所属的部分不存在', task_id
FROM tasks ANTI JOIN sections USING (section_id)
WHERE section_id IS NOT NULL
UNION ALL
SELECT '责任所属的任务不存在', task_id
FROM responsibilities ANTI JOIN tasks USING (task_id)
UNION ALL
SELECT '责任所指的部门不存在', task_id
FROM responsibilities ANTI JOIN departments USING (department_id)
UNION ALL
SELECT '目标所属的任务不存在', task_id
FROM targets ANTI JOIN tasks USING (task_id)
UNION ALL
SELECT '写法所指的部门不存在', name
FROM department_names ANTI JOIN departments USING (department_id)
UNION ALL
SELECT '集合名称或它的成员不存在', collective_id || ' ' || department_id
FROM collective_members
WHERE collective_id NOT IN (SELECT department_id FROM departments)
    OR department_id NOT IN (SELECT department_id FROM departments)
UNION ALL
SELECT '同一写法指几个部门', written.name
FROM department_names AS written JOIN departments USING (department_id)
GROUP BY written.name, body
HAVING count(*) > 1
UNION ALL
SELECT '同一机关有几个同名的部门', name
FROM departments
GROUP BY name, body
HAVING count(*) > 1
UNION ALL
SELECT '撤下的任务所属的文件不存在', task_id
FROM retired_tasks ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '原件所属的文件不存在', document_id
FROM originals ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '示例所指的文件不存在', document_id
FROM examples ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '先看的文件不存在', document_id
FROM shown_first ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '一个机关有几份先看的文件', coalesce(body, '本机关')
FROM shown_first JOIN documents USING (document_id)
GROUP BY body
HAVING count(*) > 1
UNION ALL
SELECT '任务既在用又已撤下', task_id
FROM retired_tasks SEMI JOIN tasks USING (task_id)
UNION ALL
SELECT '集合名称的成员没有所属的核定', decision_id
FROM decided_members ANTI JOIN naming_decisions USING (decision_id)
UNION ALL
SELECT '操作的种类不存在', number::VARCHAR
FROM activities ANTI JOIN activity_kinds USING (kind)
UNION ALL
SELECT '填报期所属的文件不存在', document_id || ' ' || period
FROM periods ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '指定填报单位的任务不存在', task_id
FROM fillers
WHERE task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
UNION ALL
SELECT '发出台账的填报期不存在', number::VARCHAR
FROM sendings ANTI JOIN periods USING (document_id, period)
UNION ALL
SELECT '台账没有所属的发出', number || ' ' || unit
FROM sending_units ANTI JOIN sendings USING (number)
UNION ALL
SELECT '收回台账的填报期不存在', file_name
FROM returns ANTI JOIN periods USING (document_id, period)
UNION ALL
SELECT '进展所属的填报期不存在', number::VARCHAR
FROM progress ANTI JOIN periods USING (document_id, period)
UNION ALL
SELECT '进展所属的任务不存在', number::VARCHAR
FROM progress
WHERE task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
UNION ALL
SELECT '核定对应的任务不存在', earlier_task_id || ' ' || later_task_id
FROM task_links
WHERE earlier_task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
   OR later_task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
UNION ALL
SELECT '情景所属的文件不存在', scenario_id
FROM scenarios ANTI JOIN documents USING (document_id)
UNION ALL
SELECT '一份文件有几个同名的情景', name
FROM scenarios
WHERE removed_at IS NULL
GROUP BY document_id, name
HAVING count(*) > 1
UNION ALL
SELECT '进展所出自的台账没有收回', number::VARCHAR
FROM progress ANTI JOIN returns USING (document_id, period, unit, sha256)
UNION ALL
SELECT '定办理时限的任务不存在', task_id
FROM due_days
WHERE task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
UNION ALL
SELECT '核实的填报期不存在', number::VARCHAR
FROM verifications ANTI JOIN periods USING (document_id, period)
UNION ALL
SELECT '核实的任务不存在', task_id
FROM verifications
WHERE task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
UNION ALL
SELECT '议定事项的任务不存在', task_id
FROM action_items
WHERE task_id NOT IN (SELECT task_id FROM tasks UNION ALL SELECT task_id FROM retired_tasks)
UNION ALL
SELECT '销号的议定事项不存在', closings.number::VARCHAR
FROM closings LEFT JOIN action_items ON action_items.number = action_item
WHERE action_items.number IS NULL
LIMIT 1
