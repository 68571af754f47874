-- EB2020-S2-6(c)(v), para 5(a): the partners that are governments.
SELECT p.id FROM partner p JOIN category k ON k.id = p.category WHERE k.code = 'PC1'
