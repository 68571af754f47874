-- HSP/EB.2020/12, sections F and L, Figure 10, column 5: reports owed to donors by a day of the years, as far as it is there; informal ones never count.
SELECT
    /*[*/ 'report' AS kind, r.id AS id, {donor} || ' · ' || r.title AS title, r.due AS day,
    NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM report r
CROSS JOIN agreement a ON a.id = r.agreement
CROSS JOIN partner p ON p.id = a.partner
WHERE r.deleted = 0 AND +a.deleted = 0 AND r.kind <> 'informal'
    AND {due} BETWEEN printf('%04d-01-01', :from) AND printf('%04d-12-31', :until) AND {due} <= :day
    AND (:partner = 0 OR :partner IN (a.partner, r.agreement, r.owner))
    AND (:office = '' OR r.owner IN (SELECT f.id FROM focal_point f WHERE f.office = :office)) AND {scope}
