-- EB2021-S2-4, para 4(g): every pledge with the one it replaces, and whether it was said by the day.
SELECT t.id, t.replaces, t.usd, t.deleted = 0 AND t.said <= :known
FROM pledge t
