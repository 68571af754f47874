-- HSP/EB.2020/12, para 7: the plan that covers a year, else the latest; its years.
SELECT p.id, {name}, CAST(substr(p.starts, 1, 4) AS INTEGER), CAST(substr(p.ends, 1, 4) AS INTEGER)
FROM plan p
WHERE p.deleted = 0
ORDER BY CASE WHEN CAST(:year AS TEXT) BETWEEN substr(p.starts, 1, 4) AND substr(p.ends, 1, 4) THEN 0 ELSE 1 END, p.ends DESC, p.id
LIMIT 1
