-- HSP/EB.1/2/Rev.1, Table 3.0: the accounts of the Foundation by item and year.
SELECT l.item, {name}, l.year, l.amount_usd, l.status, COALESCE(l.note, '')
FROM finance_line l
WHERE l.deleted = 0
ORDER BY l.place, l.item, l.year
