-- EB2022-S1-11, para 20: countries by how far the engagement has come, each counting one.
SELECT
    /*[*/ 'country_engagement' AS kind, e.id AS id, (SELECT {country} FROM country n WHERE n.id = e.country) AS title,
    COALESCE(e.day, '') AS day, NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM country_engagement e
WHERE e.deleted = 0 AND (e.day IS NULL OR e.day <= :day) AND {scope}
