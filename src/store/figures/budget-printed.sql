-- HSP/EB.1/2/Rev.1, Tables 1.1 and 1.2: totals of a year's budget by {row} and priority as the paper prints them.
SELECT t.{row}, t.priority, t.amount_usd, COALESCE(t.note, '')
FROM budget_total t
WHERE t.deleted = 0 AND t.year = :year AND t.{other} IS NULL
ORDER BY t.code
