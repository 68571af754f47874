(SELECT o.usd AS usd, a.partner AS partner
FROM portion o JOIN agreement a ON a.id = o.owner
WHERE o.along = 'flagship' AND o.item = t.id AND a.deleted = 0 AND a.signed <= :known
    AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed')
UNION ALL
SELECT o.usd, a.partner
FROM portion o JOIN amendment m ON m.id = o.owner JOIN agreement a ON a.id = m.agreement
WHERE o.along = 'flagship' AND o.item = t.id AND m.deleted = 0 AND m.day <= :known AND a.deleted = 0
    AND a.signed <= :known AND a.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed')
UNION ALL
SELECT CASE WHEN c.agreement IS NULL THEN c.usd END, c.partner
FROM contribution c
WHERE c.deleted = 0 AND c.flagship = t.id AND c.known <= :known) g
