-- HSP/EB.1/2/Rev.1, para 51: the last year up to `:year` that has a budget, else the first.
SELECT COALESCE(MAX(CASE WHEN b.year <= :year THEN b.year END), MIN(b.year)) FROM budget_line b WHERE b.deleted = 0
