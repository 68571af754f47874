-- HSP/EB.2020/12, chapter V, section B: what was received for a flagship programme outside any agreement.
SELECT c.flagship, c.partner, c.usd
FROM contribution c
WHERE c.deleted = 0 AND c.flagship IS NOT NULL AND c.agreement IS NULL AND c.known <= :known
