-- HSP/EB.2020/12, chapter V, section A: governments whose unearmarked money of the year is above zero.
SELECT g.partner, {name}, :year, g.usd
FROM (
    SELECT c.partner, CAST(SUM(c.usd) AS BIGINT) AS usd
    FROM contribution c
    WHERE c.deleted = 0 AND c.year = :year AND c.known <= :known
        AND c.earmarking = (SELECT e.id FROM earmarking e WHERE e.code = 'UNEARMARKED' AND e.deleted = 0)
    GROUP BY c.partner
    HAVING SUM(c.usd) > 0
) g
JOIN partner p ON p.id = g.partner
JOIN category k ON k.id = p.category
WHERE k.code = 'PC1'
ORDER BY g.usd DESC, g.partner
