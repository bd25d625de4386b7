-- Every body of a database, with a number for its departments, their names and members; {place}: the database and a dot,
-- or nothing.
SELECT body, bit_xor(content)
FROM (
    SELECT body, hash(own) AS content FROM {place}departments AS own
    UNION ALL
    SELECT body, hash('name', own) FROM {place}department_names AS own JOIN {place}departments USING (department_id)
    UNION ALL
    SELECT body, hash('member', own)
    FROM {place}collective_members AS own JOIN {place}departments AS whole ON whole.department_id = own.collective_id
)
GROUP BY body
