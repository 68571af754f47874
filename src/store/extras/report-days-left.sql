(SELECT CASE
    WHEN d.days < 0 THEN '!! ' || d.days
    WHEN d.days <= 7 THEN '!  ' || d.days
    WHEN d.days <= 30 THEN '~~ ' || d.days
    WHEN d.days <= 60 THEN '~  ' || d.days
    WHEN d.days <= 90 THEN '·  ' || d.days
    ELSE '   ' || d.days
END FROM (SELECT CAST(julianday(t.due) - julianday(:day) AS INTEGER) AS days) d
WHERE t.kind <> 'informal' AND (t.submitted IS NULL OR t.submitted > :day OR t.sent_back >= t.submitted))
