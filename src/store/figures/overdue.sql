-- EB2021-S2-4, para 4(g): instalments whose day has passed, by the covering index on it; what came for them and what was given up has its own queries.
SELECT t.id, t.agreement, t.due, t.amount, t.currency, t.usd
FROM instalment t
WHERE t.deleted = 0 AND t.due < :day
