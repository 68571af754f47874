-- HSP/EB.1/2/Rev.1, para 59; EB2022-S1-11, para 26: support cost and levy of what was signed in some years.
SELECT a.id, {name}, a.title, a.signed, a.support_usd, a.levy, a.levy_usd, a.support_percent
FROM agreement a
JOIN stage s ON s.id = a.stage
JOIN partner p ON p.id = a.partner
WHERE a.deleted = 0 AND s.state = 'signed' AND a.signed <= :known
    AND CAST(substr(a.signed, 1, 4) AS INTEGER) BETWEEN :from AND :until
ORDER BY a.id
