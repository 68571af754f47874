(SELECT CAST(SUM(o.usd) AS BIGINT) FROM (
    SELECT part_of(i.usd, max(i.amount
        - COALESCE((
            SELECT SUM(CASE WHEN c.currency = i.currency THEN c.amount ELSE part_of(i.amount, c.usd, i.usd) END)
            FROM contribution c
            WHERE c.deleted = 0 AND c.instalment = i.id AND c.known <= :known
        ), 0)
        - COALESCE((
            SELECT SUM(w.amount) FROM write_off w WHERE w.deleted = 0 AND w.instalment = i.id AND w.day <= :known
        ), 0), 0), i.amount) AS usd
    FROM instalment i
    WHERE i.deleted = 0 AND i.report = t.id AND i.report IS NOT NULL
    LIMIT -1
) o)