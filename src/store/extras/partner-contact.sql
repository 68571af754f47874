(SELECT max(o.day) FROM (
    SELECT d.day FROM mention m JOIN dialogue d ON d.id = m.owner
    WHERE m.target = t.id AND d.deleted = 0 AND d.day <= :day
    LIMIT -1
) o)