-- HSP/EB.2020/12, chapter V, section A: governments whose unearmarked money of some years is above zero.
SELECT
    /*[*/ 'partner' AS kind, g.partner AS id, (SELECT {donor} FROM partner p WHERE p.id = g.partner) AS title,
    g.day AS day, g.usd AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM (
    SELECT c.partner, CAST(MAX(c.year) AS TEXT) AS day, CAST(SUM(c.usd) AS BIGINT) AS usd
    FROM contribution c
    WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known
        AND c.earmarking = (SELECT e.id FROM earmarking e WHERE e.code = 'UNEARMARKED' AND e.deleted = 0)
    GROUP BY c.partner
    HAVING SUM(c.usd) > 0
) g
WHERE (SELECT p.category FROM partner p WHERE p.id = g.partner) IN (SELECT k.id FROM category k WHERE k.code = 'PC1')
