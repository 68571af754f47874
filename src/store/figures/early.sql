-- EB2021-S2-4, para 4(g): how many contributions came before the day their agreement began; the day is asked for where
-- it was not read with the agreement.
SELECT count(*)
FROM contribution c
WHERE c.deleted = 0 AND c.agreement = :of AND c.known <= :known
    AND c.known < COALESCE(:day, (SELECT a.starts FROM agreement a WHERE a.id = :of))
