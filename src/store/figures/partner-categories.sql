-- EB2020-S2-6(c)(v), para 5: the category of every partner that has one, those in the bin too; each half has its index.
SELECT p.id, k.code FROM category k JOIN partner p ON p.category = k.id WHERE p.deleted = 0
UNION ALL
SELECT p.id, k.code FROM partner p JOIN category k ON k.id = p.category WHERE p.deleted = 1
