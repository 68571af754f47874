-- HSP/EB.2020/12, para 30: the stages of the pipeline in their order, with what each weighs and means.
SELECT p.id, p.code, {name}, p.chance, p.state
FROM stage p
WHERE p.deleted = 0
ORDER BY p.place, p.id
