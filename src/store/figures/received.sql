-- HSP/EB.2020/12, para 7, Figure 10: the contributions of some years that are {scope}, by the index on the year.
SELECT
    /*[*/ 'contribution' AS kind, c.id AS id, (SELECT {donor} FROM partner p WHERE p.id = c.partner) AS title,
    c.received AS day, c.usd AS usd, c.amount AS minor, c.currency AS currency, /*]*/ c.usd AS amount
FROM contribution c
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS {valued} AND {scope}
