-- HSP/EB.2020/12, chapter V, sections C and D: contributions marked {flag}, by themselves or else by their agreement; few
-- of all, each by the index of those that are marked.
SELECT
    /*[*/ 'contribution' AS kind, c.id AS id, (SELECT {donor} FROM partner p WHERE p.id = c.partner) AS title,
    c.received AS day, c.usd AS usd, c.amount AS minor, c.currency AS currency, /*]*/ c.usd AS amount
FROM contribution c
WHERE c.deleted = 0 AND c.{flag} = 'yes' AND c.year BETWEEN :from AND :until AND c.known <= :known
    AND c.usd IS {valued} AND {scope}
UNION ALL
SELECT
    /*[*/ 'contribution', c.id, (SELECT {donor} FROM partner p WHERE p.id = c.partner), c.received, c.usd, c.amount, c.currency, /*]*/ c.usd
FROM agreement a
CROSS JOIN contribution c
WHERE a.deleted = 0 AND a.{flag} = 'yes' AND c.agreement = a.id AND c.deleted = 0 AND c.{flag} IS NULL
    AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS {valued} AND {scope}
