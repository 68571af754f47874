-- HSP/EB.2020/12, Figure 10, column 2: commitments of the Funding Compact that apply, each counting one.
SELECT
    /*[*/ 'commitment' AS kind, f.id AS id, f.name_en AS title,
    COALESCE(f.as_of, '') AS day, NULL AS usd, NULL AS minor, NULL AS currency, /*]*/ 1 AS amount
FROM commitment f
WHERE f.deleted = 0 AND f.applies = 'yes' AND {scope}
