-- EB2021-S2-4, para 4(g): donors of this year and the last, with what the register lacks of each: development strategy,
-- framework agreement, brief of the last year.
SELECT p.id, {name},
    EXISTS (SELECT 1 FROM document d WHERE d.deleted = 0 AND d.partner = p.id AND d.kind = 'strategy'
        AND (d.expires IS NULL OR d.expires >= :day)),
    EXISTS (SELECT 1 FROM document d WHERE d.deleted = 0 AND d.partner = p.id AND d.kind = 'agreement'
        AND (d.expires IS NULL OR d.expires >= :day)),
    EXISTS (SELECT 1 FROM document d WHERE d.deleted = 0 AND d.partner = p.id AND d.kind = 'brief'
        AND d.day >= :since)
FROM partner p
WHERE p.deleted = 0 AND p.id IN (
    SELECT c.partner FROM contribution c WHERE c.deleted = 0 AND c.year BETWEEN :before AND :year AND c.known <= :known
    GROUP BY c.partner HAVING SUM(c.usd) > 0
)
ORDER BY p.folded, p.id
