-- HSP/EB.2020/12, chapter V, sections C and E: contributions to countries, stated by themselves or else by their
-- agreement; few of all, each by the index of those with a country.
SELECT
    /*[*/ 'contribution' AS kind, c.id AS id, (SELECT {donor} FROM partner p WHERE p.id = c.partner) AS title,
    c.received AS day, c.usd AS usd, c.amount AS minor, c.currency AS currency, /*]*/ c.usd AS amount
FROM contribution c
LEFT JOIN agreement a ON a.id = c.agreement
WHERE c.deleted = 0 AND c.country IS NOT NULL AND c.year BETWEEN :from AND :until AND c.known <= :known
    AND c.usd IS {valued} AND {scope}
UNION ALL
SELECT
    /*[*/ 'contribution', c.id, (SELECT {donor} FROM partner p WHERE p.id = c.partner), c.received, c.usd, c.amount, c.currency, /*]*/ c.usd
FROM agreement a
CROSS JOIN contribution c
WHERE a.deleted = 0 AND a.country IS NOT NULL AND c.agreement = a.id AND c.deleted = 0 AND c.country IS NULL
    AND c.year BETWEEN :from AND :until AND c.known <= :known AND c.usd IS {valued} AND {scope}
