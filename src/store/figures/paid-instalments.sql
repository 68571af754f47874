-- EB2021-S2-4, para 4(g): what came for instalments; the covering index has it in order without touching the table.
SELECT c.instalment, c.currency, c.amount, c.usd
FROM contribution c
WHERE c.deleted = 0 AND c.instalment IS NOT NULL AND c.known <= :known
ORDER BY c.instalment
