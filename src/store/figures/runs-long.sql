-- HSP/EB.2020/12, Figure 10, column 3: whether it runs over more than :months months, first and last day included.
a.ends IS NOT NULL AND (
    CAST(substr(a.ends, 1, 4) AS INTEGER) * 12 + CAST(substr(a.ends, 6, 2) AS INTEGER)
    - CAST(substr(a.starts, 1, 4) AS INTEGER) * 12 - CAST(substr(a.starts, 6, 2) AS INTEGER) > :months
    OR CAST(substr(a.ends, 1, 4) AS INTEGER) * 12 + CAST(substr(a.ends, 6, 2) AS INTEGER)
    - CAST(substr(a.starts, 1, 4) AS INTEGER) * 12 - CAST(substr(a.starts, 6, 2) AS INTEGER) = :months
    AND substr(a.ends, 9, 2) >= substr(a.starts, 9, 2)
)
