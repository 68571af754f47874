-- EB2021-S2-4, para 4(g): what was given up of instalments by a day.
SELECT w.instalment, w.currency, w.amount, w.usd
FROM write_off w
WHERE w.deleted = 0 AND w.day <= :known
