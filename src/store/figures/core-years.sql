-- EB2021-S2-4, paras 2 to 4: the core budget by year, as published.
SELECT b.year, b.approved_usd, b.received_usd, b.expected_usd, b.reserve_usd, COALESCE(b.note, '')
FROM core_budget b
WHERE b.deleted = 0
ORDER BY b.year
