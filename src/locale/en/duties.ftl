# Reports owed to donors, dialogues, actions and my work.

reports-owed = Reports owed
reports-late = Late reports
reports-submitted = Reports submitted
reports-accepted = Reports accepted
reports-all = All reports
actions-open = Open actions
actions-nobody = Actions of nobody
sum-holds = holding USD { $amount }
column-days-left = Days left

key-tab-7 = Reports
help-tab-7 = Go to Reports: what is owed to donors, by its day.
key-tab-8 = Dialogues
help-tab-8 = Go to Dialogues: what was said with whom, and the actions after.
key-step = step
help-step = Take the next step: a report drafted, cleared, submitted, sent back or accepted; an action done or verified.

step-title = { $title }: which step?
step-not-here = Only reports and actions take steps.
step-mark-not-here = Space marks an action done; the cursor stands on none.
step-day = { $step } on which day?
step-proof = Sent how, under which reference? (channel; reference)
step-reason = Why did it come back?
step-document = Which document was sent?
step-no-document = No document
step-drafted = Drafted
step-cleared = Cleared
step-submitted = Submitted
step-accepted = Accepted
step-sent-back = Sent back
step-done = Done
step-verified = Verified
step-dropped = Dropped
step-pending = Open again
said-step = { $title }: { $step }
