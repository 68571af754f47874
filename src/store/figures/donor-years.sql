-- EB2021-S2-4, para 4(g): contributions of one donor by year; core is unearmarked and assessed (HSP/EB.1/2/Rev.1, para 46).
SELECT
    c.year,
    CAST(SUM(CASE WHEN e.core = 'yes' THEN c.usd ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN e.core = 'yes' THEN 0 ELSE c.usd END) AS BIGINT)
FROM contribution c
LEFT JOIN earmarking e ON e.id = c.earmarking
WHERE c.deleted = 0 AND c.partner = :partner AND c.known <= :known AND c.usd IS NOT NULL
GROUP BY c.year
ORDER BY c.year DESC
