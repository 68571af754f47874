-- HSP/EB.2020/12, Figure 10: the last value a paper prints of an indicator for a year.
SELECT o.value, o.observed, COALESCE(o.source, ''), COALESCE(o.note, '')
FROM observation o
JOIN indicator i ON i.id = o.indicator
WHERE o.deleted = 0 AND i.code = :code AND substr(o.observed, 1, 4) = CAST(:year AS TEXT)
ORDER BY o.observed DESC
LIMIT 1
