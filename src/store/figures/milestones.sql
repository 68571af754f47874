-- HSP/EB.2020/12, chapter V, section L: milestones of an indicator that were done by the day.
SELECT
    /*[*/ 'milestone' AS kind, m.id AS id, m.name_en AS title,
    m.done_on AS day, NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM milestone m
WHERE m.deleted = 0 AND m.indicator = (SELECT i.id FROM indicator i WHERE i.deleted = 0 AND i.code = :code)
    AND m.status = 'done' AND m.done_on <= :day
