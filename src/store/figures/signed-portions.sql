-- HSP/EB.2020/12, chapter V, section B; EB2021-S2-4, para 4(d): what is signed for {along}, by the rows of splits: of
-- agreements by their day of signature, of amendments by their day.
SELECT
    /*[*/ 'agreement' AS kind, a.id AS id, (SELECT {donor} FROM partner p WHERE p.id = a.partner) || ' · ' || a.title AS title,
    a.signed AS day, o.usd AS usd, o.amount AS minor, a.currency AS currency, /*]*/ o.usd AS amount
FROM portion o
JOIN agreement a ON a.id = o.owner
WHERE o.along = '{along}' AND {item} AND a.deleted = 0 AND a.signed <= :known
    AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed') AND o.usd IS {valued}
UNION ALL
SELECT
    /*[*/ 'amendment', m.id, (SELECT {donor} FROM partner p WHERE p.id = a.partner) || ' · ' || a.title, m.day, o.usd, o.amount,
    m.currency, /*]*/ o.usd
FROM portion o
JOIN amendment m ON m.id = o.owner
JOIN agreement a ON a.id = m.agreement
WHERE o.along = '{along}' AND {item} AND m.deleted = 0 AND m.day <= :known AND a.deleted = 0 AND a.signed <= :known
    AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed') AND o.usd IS {valued}
