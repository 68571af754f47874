(t.usd + COALESCE((
    SELECT SUM(m.usd) FROM amendment m WHERE m.deleted = 0 AND m.agreement = t.id AND m.day <= :known
), 0))