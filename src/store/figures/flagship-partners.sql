-- HSP/EB.2020/12, chapter V, section B: distinct partners with something signed or given for a programme.
SELECT
    /*[*/ 'partner' AS kind, g.partner AS id, (SELECT {donor} FROM partner p WHERE p.id = g.partner) AS title,
    MIN(g.day) AS day, CAST(SUM(g.usd) AS BIGINT) AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM (
    SELECT a.partner AS partner, a.signed AS day, o.usd AS usd
    FROM portion o
    JOIN agreement a ON a.id = o.owner
    WHERE o.along = 'flagship' AND {item} AND a.deleted = 0 AND a.signed <= :known
        AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed')
    UNION ALL
    SELECT a.partner, m.day, o.usd
    FROM portion o
    JOIN amendment m ON m.id = o.owner
    JOIN agreement a ON a.id = m.agreement
    WHERE o.along = 'flagship' AND {item} AND m.deleted = 0 AND m.day <= :known AND a.deleted = 0
        AND a.signed <= :known AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed')
    UNION ALL
    SELECT c.partner, c.known, c.usd
    FROM contribution c
    WHERE c.deleted = 0 AND {given} AND c.agreement IS NULL AND c.known <= :known
) g
GROUP BY g.partner
