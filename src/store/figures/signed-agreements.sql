-- HSP/EB.2020/12, Figure 10, column 3: signed agreements, each counting one; an agreement that does not say how long it
-- runs is not among those that run long.
SELECT
    /*[*/ 'agreement' AS kind, a.id AS id, (SELECT {donor} FROM partner p WHERE p.id = a.partner) || ' · ' || a.title AS title,
    a.signed AS day, a.usd AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM agreement a
WHERE a.deleted = 0 AND a.signed <= :known AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed') AND {scope}
