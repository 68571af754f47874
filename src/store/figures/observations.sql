-- HSP/EB.2020/12, Figure 10: what was observed of indicators up to the day, as printed or written down, oldest first; a
-- month or a year is known from its last day, several years from the last.
SELECT g.indicator, g.id, g.observed, g.last, g.value, g.basis, g.source, g.note
FROM (
    SELECT
        o.indicator, o.id, o.observed, o.value, COALESCE(o.basis, 'paper') AS basis, COALESCE(o.source, '') AS source,
        COALESCE(o.note, '') AS note,
        CASE length(o.observed)
            WHEN 4 THEN o.observed || '-12-31'
            WHEN 7 THEN o.observed || '-31'
            WHEN 9 THEN substr(o.observed, 6, 4) || '-12-31'
            ELSE o.observed
        END AS last
    FROM observation o
    WHERE o.deleted = 0 AND (:of IS NULL OR o.indicator = :of)
) g
WHERE g.last <= :day AND g.value IS NOT NULL
ORDER BY g.indicator, g.last, g.id
