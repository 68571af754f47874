-- HSP/EB.2020/12, chapter V, section B: the money of agreements and amendments by flagship programme.
SELECT p.item, p.owner, p.usd
FROM portion p
WHERE p.along = 'flagship'
