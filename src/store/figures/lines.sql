-- EB2021-S2-4, para 4(g): the contributions behind a sum, one row each.
SELECT c.id, {name}, c.received, c.usd
FROM contribution c
JOIN partner p ON p.id = c.partner
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS NOT NULL AND {scope}
