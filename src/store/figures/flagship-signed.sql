-- HSP/EB.2020/12, chapter V, section B: the money of agreements and amendments by flagship programme.
SELECT p.item, COALESCE(m.agreement, p.owner), p.usd
FROM portion p
LEFT JOIN amendment m ON m.id = p.owner
WHERE p.along = 'flagship' AND (m.id IS NULL OR m.day <= :known)
