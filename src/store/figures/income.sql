-- HSP/EB.2020/12, para 7, Figure 10: income by fund and year; no fund is "not stated".
SELECT c.year, c.fund, CAST(SUM(c.usd) AS BIGINT)
FROM contribution c
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS NOT NULL
GROUP BY c.year, c.fund
