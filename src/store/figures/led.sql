-- HSP/EB.2020/12, para 30: partners with a lead focal point on the day, and those in the bin, who need none.
SELECT a.partner
FROM assignment a
WHERE a.deleted = 0 AND a.role = 'lead' AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day)
UNION ALL
SELECT p.id FROM partner p WHERE p.deleted = 1
