-- EB2021-S2-4, para 4(g): reports whose day has passed and that nobody submitted, with the money they hold back.
SELECT
    /*[*/ 'report' AS kind, t.id AS id, {donor} || ' · ' || t.title AS title, t.due AS day,
    {holds} AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM report t
CROSS JOIN agreement a ON a.id = t.agreement
CROSS JOIN partner p ON p.id = a.partner
WHERE t.deleted = 0 AND t.kind <> 'informal' AND t.due < :day AND (t.submitted IS NULL OR t.submitted > :day)
