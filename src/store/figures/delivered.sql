-- HSP/EB.1/2/Rev.1, tables after paras 84, 95, 109 and 123: quantities reached, of the rows that are totals.
SELECT
    /*[*/ 'deliverable' AS kind, d.id AS id, d.code AS title,
    CAST(d.year AS TEXT) AS day, NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ d.reached AS amount
FROM deliverable d
WHERE d.deleted = 0 AND d.total = 'yes' AND d.year BETWEEN :from AND :until AND d.reached IS NOT NULL AND {scope}
