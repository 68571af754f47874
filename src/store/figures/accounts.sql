-- HSP/EB.1/2/Rev.1, Table 3.0: an item in the accounts of the Foundation; the day says whether it is projected.
SELECT
    /*[*/ 'finance_line' AS kind, l.id AS id, l.code AS title,
    l.year || ' ' || l.status AS day, l.amount_usd AS usd, NULL AS minor, NULL AS currency, /*]*/ l.amount_usd AS amount
FROM finance_line l
WHERE l.deleted = 0 AND l.year BETWEEN :from AND :until AND {scope}
