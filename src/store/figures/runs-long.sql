-- HSP/EB.2020/12, Figure 10, column 3: whether its end, as amended, is not before the day of its beginning :months
-- months later, which makes it run over more than these, first and last day included.
COALESCE((
    SELECT m.new_ends FROM amendment m
    WHERE m.deleted = 0 AND m.agreement = a.id AND m.new_ends IS NOT NULL AND m.day <= :known
    ORDER BY m.day DESC, m.id DESC
    LIMIT 1
), a.ends) >= CAST((CAST(substr(COALESCE(a.starts, a.signed), 1, 4) AS INTEGER) * 12
    + CAST(substr(COALESCE(a.starts, a.signed), 6, 2) AS INTEGER) - 1 + :months) / 12 AS TEXT)
    || CASE WHEN (CAST(substr(COALESCE(a.starts, a.signed), 1, 4) AS INTEGER) * 12
    + CAST(substr(COALESCE(a.starts, a.signed), 6, 2) AS INTEGER) - 1 + :months) % 12 < 9 THEN '-0' ELSE '-' END
    || CAST((CAST(substr(COALESCE(a.starts, a.signed), 1, 4) AS INTEGER) * 12
    + CAST(substr(COALESCE(a.starts, a.signed), 6, 2) AS INTEGER) - 1 + :months) % 12 + 1 AS TEXT)
    || substr(COALESCE(a.starts, a.signed), 8, 3)
