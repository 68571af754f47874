-- EB2021-S2-4, para 4(c): donors by status; beside each the last year it gave, and its money of this year, else of the
-- year before, else of all years.
SELECT s.partner, {name}, s.last, s.usd
FROM (
    SELECT
        g.partner,
        {status} AS status,
        MAX(g.year) AS last,
        CAST(COALESCE(
            SUM(CASE WHEN g.year = :year THEN g.usd END),
            SUM(CASE WHEN g.year = :before THEN g.usd END),
            SUM(g.usd)
        ) AS BIGINT) AS usd
    FROM (
        SELECT c.partner, c.year, CAST(SUM(c.usd) AS BIGINT) AS usd
        FROM contribution c
        WHERE c.deleted = 0 AND c.year <= :year AND c.known <= :known
        GROUP BY c.partner, c.year
        HAVING SUM(c.usd) > 0
    ) g
    GROUP BY g.partner
) s
JOIN partner p ON p.id = s.partner
WHERE {which}
ORDER BY s.usd DESC, s.partner
