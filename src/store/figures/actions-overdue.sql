-- EB2021-S2-4, para 4(b): actions agreed on, whose day has passed and that are not done.
SELECT 'follow_up', f.id, f.what, f.due, 1 AS amount, NULL, NULL, NULL
FROM follow_up f
WHERE f.deleted = 0 AND f.status = 'pending' AND f.due < :day
