-- HSP/EB.2020/12, Figure 10: the target of an indicator.
SELECT i.target_value FROM indicator i WHERE i.deleted = 0 AND i.code = :code
