-- EB2021-S2-4, para 4(g): the contributions a sum leaves out, for they have no value in US dollars.
SELECT c.id, {name}, c.amount, c.currency
FROM contribution c
JOIN partner p ON p.id = c.partner
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS NULL AND {scope}
ORDER BY c.id
