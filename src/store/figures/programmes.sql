-- HSP/EB.2020/12, para 22: flagship programmes, each counting one, by the year they were launched.
SELECT
    /*[*/ 'flagship' AS kind, f.id AS id, {flagship} AS title,
    CAST(f.launch_year AS TEXT) AS day, NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM flagship f
WHERE f.deleted = 0 AND f.launch_year <= :until
