-- HSP/EB.2020/12, para 7: the money of agreements and amendments by year of use.
SELECT p.owner, p.item, p.usd
FROM portion p
WHERE p.along = 'year'
ORDER BY p.item, p.owner
