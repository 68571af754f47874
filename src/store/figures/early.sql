-- EB2021-S2-4, para 4(g): how many contributions came before their agreement began.
SELECT count(*)
FROM agreement a
JOIN contribution c ON c.agreement = a.id
WHERE a.id = :of AND c.deleted = 0 AND c.agreement IS NOT NULL AND c.known < a.starts AND c.known <= :known
