-- HSP/EB.2020/12, chapter V, sections H and J: contributions of partners of a category, by the index on the partner;
-- those in the bin gave what they gave.
SELECT
    /*[*/ 'contribution' AS kind, c.id AS id, (SELECT {donor} FROM partner p WHERE p.id = c.partner) AS title,
    c.received AS day, c.usd AS usd, c.amount AS minor, c.currency AS currency, /*]*/ c.usd AS amount
FROM contribution c
WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS {valued} AND c.partner IN (
    SELECT p.id FROM partner p
    WHERE p.deleted = 0 AND p.category IN (SELECT k.id FROM category k WHERE k.code {scope})
    UNION ALL
    SELECT p.id FROM partner p
    WHERE p.deleted = 1 AND p.category IN (SELECT k.id FROM category k WHERE k.code {scope})
)
