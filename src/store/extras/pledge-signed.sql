(CASE WHEN t.replaces IS NULL THEN (
    SELECT CAST(SUM(a.usd) AS BIGINT)
    FROM agreement a
    JOIN stage s ON s.id = a.stage
    WHERE a.deleted = 0 AND a.pledge IS NOT NULL AND a.pledge = t.id AND s.state = 'signed' AND a.signed <= :known
) ELSE (
    WITH RECURSIVE v (id) AS (
        SELECT t.id UNION SELECT p.replaces FROM pledge p JOIN v ON p.id = v.id WHERE p.replaces IS NOT NULL
    )
    SELECT CAST(SUM(a.usd) AS BIGINT)
    FROM v
    JOIN agreement a ON a.pledge = v.id
    JOIN stage s ON s.id = a.stage
    WHERE a.deleted = 0 AND a.pledge IS NOT NULL AND s.state = 'signed' AND a.signed <= :known
) END)