-- HSP/EB.2020/12, para 7, Figure 10: money by year, fund and earmarking for charts; the covering index has the years in
-- order, and summing while reading costs less than sorting into groups.
SELECT c.year, c.fund, c.earmarking, c.usd
FROM contribution c
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS NOT NULL
