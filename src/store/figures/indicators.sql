-- HSP/EB.2020/12, Figure 10: the indicators with their targets and baselines as printed.
SELECT
    i.id, i.code, {name}, COALESCE(i.area, ''), COALESCE(i.kind, ''), COALESCE(i.unit, ''), COALESCE(i.comparator, ''),
    COALESCE(i.target_value, ''), COALESCE(i.target_text, ''), i.due_year, COALESCE(i.period_start, ''),
    COALESCE(i.period_end, ''), COALESCE(i.baseline_value, ''), COALESCE(i.baseline_date, ''), COALESCE(i.source, '')
FROM indicator i
WHERE i.deleted = 0 AND (:of IS NULL OR i.id = :of)
ORDER BY i.id
