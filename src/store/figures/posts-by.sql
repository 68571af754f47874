-- HSP/EB.1/2/Rev.1, para 53, Tables 1.5A and 1.5B: posts by fund and year, all of the first year and new ones of later.
SELECT l.fund, l.year, CAST(SUM(l.posts) AS BIGINT)
FROM post_line l
WHERE l.deleted = 0
GROUP BY l.fund, l.year
ORDER BY l.fund, l.year
