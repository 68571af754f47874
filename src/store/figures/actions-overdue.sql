-- EB2021-S2-4, para 4(b): actions agreed on, whose day has passed and that are not done.
SELECT
    /*[*/ 'follow_up' AS kind, f.id AS id, f.what AS title, f.due AS day,
    NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM follow_up f
WHERE f.deleted = 0 AND f.status = 'pending' AND f.due < :day
