-- EB2021-S2-4, para 4(d): what amendments added to agreements by a day.
SELECT m.id, m.agreement, m.day, m.usd, m.amount, m.currency
FROM amendment m
WHERE m.deleted = 0 AND m.day <= :known AND m.amount IS NOT NULL
