-- HSP/EB.1/2/Rev.1, para 53, Tables 1.5A and 1.5B: posts of the first year and those that are new in later ones.
SELECT
    /*[*/ 'post_line' AS kind, l.id AS id, l.code AS title,
    CAST(l.year AS TEXT) AS day, NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ l.posts AS amount
FROM post_line l
WHERE l.deleted = 0 AND l.year BETWEEN :from AND :until
