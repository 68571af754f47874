-- EB2021-S2-4, para 4(g): what is open of the instalments that wait for a report that is late.
SELECT
    /*[*/ 'instalment' AS kind, t.id AS id, {donor} || ' · ' || r.title AS title, t.due AS day,
    t.usd AS usd, t.amount AS minor, t.currency AS currency, /*]*/ part_of(t.usd, max({open}, 0), t.amount) AS amount
FROM report r
CROSS JOIN instalment t ON t.report = r.id
CROSS JOIN agreement a ON a.id = r.agreement
CROSS JOIN partner p ON p.id = a.partner
WHERE r.deleted = 0 AND r.kind <> 'informal' AND r.due < :day AND (r.submitted IS NULL OR r.submitted > :day)
    AND t.deleted = 0 AND t.report IS NOT NULL AND t.usd IS {valued} AND {open} > 0
