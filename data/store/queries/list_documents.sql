-- The documents in use, or with $removed those in the bin; the newest plan first.
SELECT document_id, title, "year", issuer, issued_on, body, file_name, sha256, imported_at,
    corrections IS NOT NULL AS corrected,
    (SELECT count(*) FROM tasks WHERE tasks.document_id = documents.document_id) AS tasks,
    count(DISTINCT department_id) AS departments,
    count(DISTINCT mention) FILTER (resolution = 'new' OR doubt IS NOT NULL) AS open_names,
    (
        SELECT arg_max(who, number) FROM activities
        WHERE activities.document_id = documents.document_id AND kind = 'import'
    ) AS who,
    revision, removed_at,
    (SELECT count(*) FROM retired_tasks WHERE retired_tasks.document_id = documents.document_id) AS retired_tasks,
    document_id IN (SELECT document_id FROM examples) AS example,
    document_id IN (SELECT document_id FROM shown_first) AS chosen
FROM documents
LEFT JOIN tasks AS own USING (document_id)
LEFT JOIN responsibilities USING (task_id)
WHERE (removed_at IS NOT NULL) = $removed
GROUP BY ALL
ORDER BY "year" DESC NULLS LAST, issued_on DESC NULLS LAST, document_id
