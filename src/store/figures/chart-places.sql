-- HSP/EB.2020/12, chapter V: where partners are and of which category they are, for the charts of a year's money.
SELECT p.id, p.category, p.country, COALESCE(p.region, t.region)
FROM partner p
LEFT JOIN country t ON t.id = p.country
