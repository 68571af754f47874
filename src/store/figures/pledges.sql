-- EB2021-S2-4, para 4(g): pledges that stand on a day, with what is still outstanding on each.
SELECT t.id, {name}, t.said, t.usd, t.amount, t.currency, {outstanding}
FROM pledge t
JOIN partner p ON p.id = t.partner
WHERE t.deleted = 0 AND t.said <= :known
    AND NOT EXISTS (SELECT 1 FROM pledge n WHERE n.deleted = 0 AND n.replaces = t.id AND n.said <= :known)
ORDER BY t.id
