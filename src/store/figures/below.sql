-- EB2021-S2-4, para 4(g): a body and those under it, each with what it gave itself. A body has one parent, so that nothing
-- counts twice.
WITH RECURSIVE below (id) AS (
    SELECT :partner
    UNION
    SELECT u.id FROM below b CROSS JOIN partner u WHERE u.parent = b.id AND u.deleted = 0
)
SELECT b.id, {name}, (
    SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c
    WHERE c.deleted = 0 AND c.partner = b.id AND c.year BETWEEN :from AND :until AND c.known <= :known
)
FROM below b
JOIN partner p ON p.id = b.id
ORDER BY b.id = :partner DESC, p.folded, b.id
