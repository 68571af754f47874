(SELECT CAST(SUM(b.amount_usd) AS BIGINT) FROM budget_line b WHERE b.deleted = 0 AND b.year = t.year
AND (t.fund IS NULL OR b.fund = t.fund) AND (t.priority IS NULL OR b.priority = t.priority)
AND (t.object IS NULL OR b.object = t.object))
