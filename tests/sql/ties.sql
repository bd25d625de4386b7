-- 共同承担数 and Newman weight of every pair of units at office level, collective names as one node, all
-- documents: the named units joined with themselves. The pair is ordered by department_id.
WITH named AS (
    SELECT DISTINCT task_id, department_id FROM responsibilities
),
sizes AS (
    SELECT task_id, count(*) AS k FROM named GROUP BY task_id
)
SELECT one.department_id AS department_id, other.department_id AS other_id,
    one_unit.name AS name, other_unit.name AS other_name,
    count(*) AS shared, sum(1.0::DOUBLE / (k - 1)) AS newman
FROM named AS one
JOIN named AS other ON one.task_id = other.task_id AND one.department_id < other.department_id
JOIN sizes ON sizes.task_id = one.task_id
JOIN departments AS one_unit ON one_unit.department_id = one.department_id
JOIN departments AS other_unit ON other_unit.department_id = other.department_id
GROUP BY ALL
ORDER BY shared DESC, name, other_name
