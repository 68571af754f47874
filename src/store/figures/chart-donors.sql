-- HSP/EB.2020/12, chapter V: money of a year by donor for charts; the covering index has the year together.
SELECT c.partner, c.usd
FROM contribution c
WHERE c.deleted = 0 AND c.year = :year AND c.known <= :known AND c.usd IS NOT NULL
