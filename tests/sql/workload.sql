-- 参与数 and 分担数 of every named unit at office level, collective names as one node, all documents.
-- A unit named twice in one task counts once for it. k is counted here, not taken from departments_count.
WITH named AS (
    SELECT DISTINCT task_id, department_id FROM responsibilities
),
sizes AS (
    SELECT task_id, count(*) AS k FROM named GROUP BY task_id
)
SELECT department_id, departments.name, count(*) AS full_count, sum(1.0::DOUBLE / k) AS fractional_count,
    count(*) FILTER (k = 1) AS sole, count(*) FILTER (k > 1) AS joint
FROM named
JOIN sizes USING (task_id)
JOIN departments USING (department_id)
GROUP BY department_id, departments.name
ORDER BY full_count DESC, departments.name
