(t.amount
    - COALESCE((
        SELECT SUM(CASE WHEN c.currency = t.currency THEN c.amount ELSE part_of(t.amount, c.usd, t.usd) END)
        FROM contribution c
        WHERE c.deleted = 0 AND c.instalment = t.id AND c.known <= :known
    ), 0)
    - COALESCE((
        SELECT SUM(w.amount) FROM write_off w WHERE w.deleted = 0 AND w.instalment = t.id AND w.day <= :known
    ), 0))