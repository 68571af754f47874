-- HSP/EB.2020/12, para 16: what each donor gave in some years.
SELECT
    /*[*/ 'partner' AS kind, g.partner AS id, (SELECT {donor} FROM partner p WHERE p.id = g.partner) AS title,
    g.day AS day, g.usd AS usd, NULL AS minor, NULL AS currency, /*]*/ g.usd AS amount
FROM (
    SELECT c.partner, MIN(c.year) || '-' || MAX(c.year) AS day, CAST(SUM(c.usd) AS BIGINT) AS usd
    FROM contribution c
    WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS NOT NULL
    GROUP BY c.partner
) g
