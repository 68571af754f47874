-- HSP/EB.1/2/Rev.1, Table 1.1 and para 51: the lines of the budget of a year.
SELECT
    /*[*/ 'budget_line' AS kind, b.id AS id, b.code AS title,
    CAST(b.year AS TEXT) AS day, b.amount_usd AS usd, NULL AS minor, NULL AS currency, /*]*/ b.amount_usd AS amount
FROM budget_line b
WHERE b.deleted = 0 AND b.year BETWEEN :from AND :until
