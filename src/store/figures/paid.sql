-- EB2021-S2-4, para 4(g): what was received under each agreement, and when the first of it came; the covering index has
-- them in order.
SELECT c.agreement, CAST(SUM(c.usd) AS BIGINT), MIN(c.known)
FROM contribution c
WHERE c.deleted = 0 AND c.agreement IS NOT NULL AND c.known <= :known
GROUP BY c.agreement
