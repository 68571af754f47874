-- EB2021-S2-4, para 4(c): whom dialogues up to the day were with, and the last day of each; 0 stands for the first dialogue of all.
SELECT m.target, max(d.day)
FROM dialogue d
JOIN mention m ON m.owner = d.id
WHERE d.deleted = 0 AND d.day <= :day
GROUP BY m.target
UNION ALL
SELECT 0, min(d.day) FROM dialogue d WHERE d.deleted = 0 AND d.day <= :day
