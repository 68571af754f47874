-- HSP/EB.2020/12, para 7: the parts of one agreement, and of its amendments, by year of use and flagship programme.
SELECT p.along, p.item, COALESCE(p.usd, 0), 0
FROM portion p
WHERE p.owner = :of AND p.along IN ('year', 'flagship')
UNION ALL
SELECT p.along, p.item, COALESCE(p.usd, 0), 1
FROM amendment m
JOIN portion p ON p.owner = m.id
WHERE m.agreement = :of AND m.deleted = 0 AND m.day <= :known AND p.along = 'flagship'
