-- EB2021-S2-4, para 4(d): agreements signed by a day, and those on their way, with what their stage weighs; sums beside
-- them come from their own queries, since each has its index. Untitled all of it stands in the index on the stage.
SELECT a.id, a.partner, a.fund, s.state, s.chance, a.usd, a.starts, a.expected, {shown}
FROM agreement a
JOIN stage s ON s.id = a.stage
{join}
WHERE a.deleted = 0 AND (s.state = 'open' OR (s.state = 'signed' AND a.signed <= :known))
