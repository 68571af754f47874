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

figure-reports-on-time = Reports on time
figure-rule-reports-on-time = Reports to donors submitted by their day, divided by all reports due in the years up to the day. Informal reports never count.
figure-reports-late = Late reports
figure-rule-reports-late = Reports to donors whose day has passed and that were not submitted by the day asked for. Informal reports never count.
figure-money-held = Money held back by late reports
figure-rule-money-held = What is open of the instalments that name a late report as what releases them: amount, less what came and what was written off.
figure-dialogues = Dialogues
figure-rule-dialogues = Meetings, calls, letters, missions, donor groups, funding dialogues, Board sessions and events recorded in the years up to the day.
figure-actions-overdue = Actions overdue
figure-rule-actions-overdue = Actions agreed on that are pending and whose day has passed.
figure-silent-donors = Silent donors
figure-rule-silent-donors = Donors that gave in this year or the last, without a dialogue for more days than the setting says.
definition-reports-on-time = A report counts on time when it was submitted by its day, an extension included; the same rate by the first day stands beside it. What was sent back counts by the day it was submitted again. The papers give no formula.
definition-reports-late = Late is the day after its day. A report that was sent back was submitted and is not late.
definition-money-held = Instalments wait until their report is accepted; here those whose report is late.
definition-dialogues = Without a year, those of the years of the plan so far. The paper does not say what it counts; those with Member States stand beside.
definition-actions-overdue = Actions without a day are never overdue.
definition-silent = Silent after { $days } days without a dialogue; a donor without any is counted from the first dialogue recorded with anybody.
part-on-time = Submitted by their day
part-due = Due in the years up to the day
part-extended = With an extension
part-by-extended = On time, extensions counted
part-by-first = On time by the first day
part-held = Held back by them
part-with-states = With Member States
part-meetings = Meetings
part-calls = Calls
part-letters = Letters
part-missions = Missions
part-donor-groups = Donor groups
part-funding-dialogues = Structured funding dialogues
part-board-sessions = Board sessions
part-events = Events
way-good-reports = Reports to donors submitted by their day and marked as of good quality, divided by those due up to the day.
way-standard-reports = Reports to donors marked as meeting United Nations and IATI standards, divided by those submitted.
way-submitted-reports = Reports to donors submitted, divided by those due up to the day.
way-dialogues = Dialogues with Member States in the years of the plan up to the day.

need-reports-late = { $count ->
    [one] 1 report late
   *[other] { $count } reports late
}
need-reports-holding = { $count ->
    [one] 1 report late, holding USD { $amount } m
   *[other] { $count } reports late, holding USD { $amount } m
}
need-actions-overdue = { $count ->
    [one] 1 action overdue
   *[other] { $count } actions overdue
}
need-actions-due = { $count ->
    [one] 1 action due by Friday
   *[other] { $count } actions due by Friday
}
need-silent = { $count ->
    [one] 1 donor silent for over { $days } days
   *[other] { $count } donors silent for over { $days } days
}

page-no-relations = No dialogue, promise or report recorded
page-last-dialogue = Last dialogue { $day }: { $title }
page-promises = { $count ->
    [one] 1 open promise, due { $day }: { $title }
   *[other] { $count } open promises, first { $day }: { $title }
}
page-reports-owed = { $count ->
    [one] 1 report owed, { $day }: { $title }
   *[other] { $count } reports owed, next { $day }: { $title }
}
page-reports-late = { $count ->
    [one] 1 report owed, late, holding USD { $amount }, { $day }: { $title }
   *[other] { $count } reports owed, { $late } late holding USD { $amount }, first { $day }: { $title }
}

key-capture = capture
help-capture = Type a line in a meeting: a dialogue, an action or a note, kept at Enter.
capture-under = Capture · under { $title }
capture-alone = Capture
capture-action = Action
capture-dialogue = Dialogue
capture-note = Note
capture-empty = Nothing was typed.
capture-unknown = { $name } is nobody, or several; it stays in the text
capture-how-met = met @norway;sweden ^2021-10-14 bilateral on FP4 · an empty line ends the meeting
capture-how-todo = >todo send brief @norway #nordic ^fri !high · other lines are notes
cli-about-capture = Keep a dialogue, an action or a note typed as one line
cli-arg-capture = met @norway ^2021-10-14 title, or >todo what @partner #owner ^day !high
cli-arg-capture-under = The dialogue it belongs to; without, the last one captured today

key-plan-reports = reports
help-plan-reports = Propose the reports an agreement usually owes; nothing is written before you agree.
key-my-work = my work
help-my-work = Show what is late or due of yours, and what others changed since you looked.
context-schedule = Planning the reports of an agreement
context-work = In my work
schedule-title = Reports to plan · { $title }
schedule-how = Space takes or leaves a report, Enter changes its day, ^S writes those marked +. The signed text decides.
schedule-exists = there already
schedule-day = { $title } is owed on which day?
schedule-nothing = Nothing is marked.
schedule-not-here = Reports are planned on the page of an agreement.
schedule-no-days = { $title } has no first or last day to plan reports by.
said-planned = { $count ->
    [one] 1 report planned
   *[other] { $count } reports planned
}
work-title = My work
work-nobody = No focal point has the login { $who }; nothing is yours here.
work-nothing = Nothing is late or due.
work-reports = Reports
work-actions = Actions
work-engagements = Engagements
work-instalments = Instalments of my donors, late or due
work-silent = Silent donors
work-drafts = Left before it was saved
work-changed = Changed by others since you looked
work-calendar = Pledgebook · { $who }
cli-about-work = Show what is late or due of yours, or write it as a calendar file
cli-arg-work-ics = Write the duties as a calendar file (RFC 5545) instead
cli-about-reports = Plan the reports an agreement usually owes
cli-arg-reports-do = plan: propose reports from the rules and write them as one action
cli-arg-reports-agreement = The agreement, by reference or title
cli-arg-reports-dry = Only show what would be written
cli-head-duty = Duty
cli-head-days = Days
cli-head-partner = Partner
