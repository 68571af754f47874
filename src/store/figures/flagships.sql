-- HSP/EB.2020/12, chapter V, section B: the flagship programmes with the partners and the money each needs.
SELECT f.id, f.code, f.min_partners, f.min_investment_usd
FROM flagship f
WHERE f.deleted = 0
ORDER BY f.code
