-- Scenarios of the documents in use, by document, in the order in which they were made; with $removed those that were removed.
SELECT
    scenario_id, document_id, name, changes, created_by, created_at, changed_by, changed_at, scenarios.revision
FROM scenarios
JOIN documents USING (document_id)
WHERE documents.removed_at IS NULL AND (scenarios.removed_at IS NOT NULL) = $removed
ORDER BY document_id, created_at, scenario_id
