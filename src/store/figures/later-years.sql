-- HSP/EB.2020/12, para 7: the money of years of use after the plan, which does not count towards it.
SELECT p.owner, CAST(SUM(p.usd) AS BIGINT)
FROM portion p
WHERE p.along = 'year' AND p.item > :until
GROUP BY p.owner
