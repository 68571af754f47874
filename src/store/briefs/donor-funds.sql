-- EB2021-S2-4, para 4(g): what a donor gave, by year and fund; money without a US dollar value is in no sum.
SELECT c.year, {fund}, CAST(SUM(c.usd) AS BIGINT)
FROM contribution c
LEFT JOIN fund f ON f.id = c.fund
WHERE c.deleted = 0 AND c.partner = :partner AND c.known <= :known
GROUP BY c.year, c.fund
HAVING SUM(c.usd) IS NOT NULL
