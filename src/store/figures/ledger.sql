-- HSP/EB.2020/12, para 7: the money of some years for Home, read once where each figure alone would read it again.
SELECT c.year, c.fund, c.earmarking, c.partner, c.usd
FROM contribution c
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS NOT NULL
ORDER BY c.year
