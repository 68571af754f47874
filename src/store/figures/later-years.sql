-- HSP/EB.2020/12, para 7: the money of years of use after the plan, which does not count towards it; row by row, since
-- the index has them by year.
SELECT p.owner, p.usd
FROM portion p
WHERE p.along = 'year' AND p.item > :until
ORDER BY p.item, p.owner
