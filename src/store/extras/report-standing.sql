(CASE
    WHEN t.accepted <= :day THEN 'accepted'
    WHEN t.sent_back <= :day AND (t.submitted IS NULL OR t.submitted <= t.sent_back OR t.submitted > :day) THEN 'sent-back'
    WHEN t.submitted <= :day THEN 'submitted'
    WHEN t.due < :day AND t.kind <> 'informal' THEN 'overdue'
    WHEN t.cleared <= :day THEN 'cleared'
    WHEN t.drafted <= :day THEN 'drafted'
    WHEN julianday(t.due) - julianday(:day) <= 30 THEN 'due'
    ELSE 'not-due'
END)