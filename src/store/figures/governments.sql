-- EB2020-S2-6(c)(v), para 5(a): the partners that are governments, those in the bin too; each half has its index.
SELECT p.id FROM partner p WHERE p.deleted = 0 AND p.category IN (SELECT k.id FROM category k WHERE k.code = 'PC1')
UNION ALL
SELECT p.id FROM partner p WHERE p.deleted = 1 AND p.category IN (SELECT k.id FROM category k WHERE k.code = 'PC1')
