-- EB2021-S2-4, para 4(c): the status of a donor in a year, from the years `g` up to it whose money is above zero.
CASE
    WHEN MAX(g.year) = :year AND MIN(g.year) = :year THEN 'new'
    WHEN MAX(g.year) = :year AND MAX(CASE WHEN g.year < :year THEN g.year END) < :year - :quiet THEN 'returning'
    WHEN MAX(g.year) = :year THEN 'continuing'
    WHEN MAX(g.year) = :before THEN 'lapsed'
END
