-- HSP/EB.2020/12, para 30: one dedicated focal point for a donor, on a day.
SELECT f.name, a.from_day
FROM assignment a
JOIN focal_point f ON f.id = a.focal_point
WHERE a.deleted = 0 AND a.partner = :partner AND a.role = 'lead'
    AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day)
ORDER BY a.from_day DESC
LIMIT 1
