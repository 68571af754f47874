-- HSP/EB.1/2/Rev.1, Tables 1.1 and 1.2: the lines of a year's budget by {row} and priority.
SELECT b.{row}, b.priority, CAST(SUM(b.amount_usd) AS BIGINT)
FROM budget_line b
WHERE b.deleted = 0 AND b.year = :year
GROUP BY b.{row}, b.priority
