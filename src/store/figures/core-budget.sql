-- EB2021-S2-4, para 2: the core budget of a year as published, approved and received.
SELECT b.id, b.code, b.approved_usd, b.received_usd, COALESCE(b.received_as_of, ''), COALESCE(b.source, ''), COALESCE(b.note, ''),
    b.expected_usd, COALESCE(b.expected_kind, ''), b.reserve_usd
FROM core_budget b
WHERE b.deleted = 0 AND b.year = :year
ORDER BY b.code
LIMIT 1
