-- EB2021-S2-4, para 4(b): dialogues held in the years up to the day.
SELECT
    /*[*/ 'dialogue' AS kind, d.id AS id, d.title AS title, d.day AS day,
    NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM dialogue d
WHERE d.deleted = 0 AND d.day BETWEEN printf('%04d-01-01', :from) AND printf('%04d-12-31', :until) AND d.day <= :day
    AND {scope}
