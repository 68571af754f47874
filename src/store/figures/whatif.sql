-- HSP/EB.2020/12, para 30: agreements that can be moved in a what-if: those on their way and those signed lately.
SELECT a.id, a.partner, {name}, a.title, a.fund, a.stage, a.usd, a.amount, a.currency, COALESCE(a.signed, a.expected), s.state, a.expected
FROM agreement a
JOIN stage s ON s.id = a.stage
JOIN partner p ON p.id = a.partner
WHERE a.deleted = 0 AND {which} AND (s.state <> 'signed' OR a.signed <= :known)
