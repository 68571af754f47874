-- HSP/EB.2020/12, chapter V, section G: focal points that look after somebody on the day, as lead.
SELECT f.id, f.name, MIN(a.from_day), COUNT(DISTINCT a.partner)
FROM focal_point f
JOIN assignment a ON a.focal_point = f.id
WHERE f.deleted = 0 AND COALESCE(f.active, 'yes') = 'yes' AND a.deleted = 0 AND a.role = 'lead'
    AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day)
GROUP BY f.id, f.name
ORDER BY f.name, f.id
