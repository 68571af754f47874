-- EB2021-S2-4, para 4(g): what was written off under each agreement.
SELECT i.agreement, CAST(SUM(w.usd) AS BIGINT)
FROM write_off w
JOIN instalment i ON i.id = w.instalment
WHERE w.deleted = 0 AND w.day <= :known
GROUP BY i.agreement
