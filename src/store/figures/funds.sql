-- HSP/EB.2020/12, para 7, Figure 10: the funds with the target a plan gives them; charges on other funds last.
SELECT
    p.id, p.code, {name}, p.deleted,
    (SELECT CAST(SUM(t.target_usd) AS BIGINT) FROM plan_target t WHERE t.deleted = 0 AND t.plan = :of AND t.fund = p.id)
FROM fund p
ORDER BY CASE WHEN p.kind = 'charge' THEN 1 ELSE 0 END, p.id
