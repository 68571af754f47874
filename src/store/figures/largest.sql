-- HSP/EB.2020/12, Figure 3: the donors with the largest totals of the year.
SELECT g.partner, {name}, :year, g.usd
FROM (
    SELECT c.partner, CAST(SUM(c.usd) AS BIGINT) AS usd
    FROM contribution c
    WHERE c.deleted = 0 AND c.year = :year AND c.known <= :known
    GROUP BY c.partner
    HAVING SUM(c.usd) > 0
    ORDER BY usd DESC, c.partner
    LIMIT :largest
) g
JOIN partner p ON p.id = g.partner
ORDER BY g.usd DESC, g.partner
