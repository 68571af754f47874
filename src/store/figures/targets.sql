-- HSP/EB.2020/12, para 7, Figure 10: the rows of a plan that say what is wanted of a fund.
SELECT t.id, t.code, t.fund, t.target_usd
FROM plan_target t
WHERE t.deleted = 0 AND t.plan = :of
ORDER BY t.id
