UNION ALL
SELECT
    /*[*/ 'contribution', c.id, (SELECT {donor} FROM partner p WHERE p.id = c.partner), c.received, c.usd, c.amount, c.currency, /*]*/ c.usd
FROM contribution c
WHERE c.deleted = 0 AND {given} AND c.agreement IS NULL AND c.known <= :known AND c.usd IS {valued}
