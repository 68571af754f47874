-- HSP/EB.1/2/Rev.1, para 48: voluntary unearmarked contributions of a year; NULL where there is no record.
SELECT CAST(SUM(c.usd) AS BIGINT)
FROM contribution c
WHERE c.deleted = 0 AND c.year = :year AND c.known <= :known
    AND c.earmarking = (SELECT e.id FROM earmarking e WHERE e.code = 'UNEARMARKED' AND e.deleted = 0)
