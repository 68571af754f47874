-- EB2021-S2-4, para 4(c): donors of the last two years without a dialogue for so many days, counted from their last one, else from the first of all.
SELECT
    /*[*/ 'partner' AS kind, g.partner AS id, {donor} AS title, COALESCE(k.day, s.day) AS day,
    g.usd AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM (
    SELECT c.partner, CAST(SUM(c.usd) AS BIGINT) AS usd
    FROM contribution c
    WHERE c.deleted = 0 AND c.year BETWEEN :before AND :year AND c.known <= :known
    GROUP BY c.partner
    HAVING SUM(c.usd) > 0
) g
JOIN partner p ON p.id = g.partner
JOIN (SELECT min(d.day) AS day FROM dialogue d WHERE d.deleted = 0 AND d.day <= :day) s ON s.day IS NOT NULL
LEFT JOIN (
    SELECT m.target, max(d.day) AS day
    FROM dialogue d
    JOIN mention m ON m.owner = d.id
    WHERE d.deleted = 0 AND d.day <= :day
    GROUP BY m.target
) k ON k.target = g.partner
WHERE p.deleted = 0 AND julianday(:day) - julianday(COALESCE(k.day, s.day)) > :silent
