-- EB2021-S2-4, para 4(g): what was received under each agreement, in the order of agreements and days, which is that of
-- the covering index; the program sums it in half the time of the engine.
SELECT c.agreement, c.usd, c.known
FROM contribution c
WHERE c.deleted = 0 AND c.agreement IS NOT NULL AND c.known <= :known
ORDER BY c.agreement, c.known
