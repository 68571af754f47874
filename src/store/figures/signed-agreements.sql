-- HSP/EB.2020/12, Figure 10, column 3: signed agreements, each counting one; an agreement that does not say how long it
-- runs is not among those that run long.
SELECT 'agreement' AS kind, a.id AS id, (SELECT {donor} FROM partner p WHERE p.id = a.partner) || ' · ' || a.title AS title, a.signed AS day,
    1 AS amount, a.usd AS usd, NULL AS minor, NULL AS currency
FROM (
    SELECT
        g.id, g.partner, g.title, g.signed, g.usd, COALESCE(g.starts, g.signed) AS starts,
        COALESCE((
            SELECT m.new_ends FROM amendment m
            WHERE m.deleted = 0 AND m.agreement = g.id AND m.new_ends IS NOT NULL AND m.day <= :known
            ORDER BY m.day DESC, m.id DESC
            LIMIT 1
        ), g.ends) AS ends
    FROM agreement g
    WHERE g.deleted = 0 AND g.signed <= :known AND g.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed')
) a
WHERE {scope}
