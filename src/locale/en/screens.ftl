# Words of the screens: tabs, titles, menus, what was just done.
tab-1 = Home
tab-2 = Donors
tab-3 = Focal points
tab-4 = Flagships
tab-5 = Partners
tab-6 = Funding
tab-7 = Reports
tab-8 = Dialogues
tab-9 = Results
tab-0 = More
as-of = as of { $day }
as-of-question = As of which day? (empty: today, everything)
screen-small = Window too small
screen-more = Lists, history, settings
screen-history = History
screen-bin = Bin
screen-drafts = Drafts
screen-help = Keys
status-working = Working… Esc stops it

home-title = Where we stand
home-title-plan = Where we stand · plan { $first }–{ $last }
home-income = Income, USD million
home-target = target
home-received = received
home-signed = to come
home-pipeline = pipeline
home-pledged = Pledged, not signed: { $amount }
home-flagships = Flagships
home-gap = gap
home-fund-not-stated = Fund not stated
home-without-rate = { $count ->
    [one] ! 1 contribution has no rate and is in no sum
   *[other] ! { $count } contributions have no rate and are in no sum
    }
home-core = Core budget { $year }   approved { $approved }   received { $published } published · { $recorded } from records
home-core-gap = Core gap { $year }  { $published } published · { $recorded } from records  expected { $expected }  reserve { $reserve }
home-donors = Donors { $year }
home-largest = { $count } largest gave { $share }
home-core-donors = core money from { $core } governments
home-needs = Needs you
home-nothing = nothing waits
home-drafts = { $count ->
    [one] 1 form was left before it was saved
   *[other] { $count } forms were left before they were saved
    }

list-donors = Donors
list-donors-without = Donors without a focal point
list-partners = All partners
list-mine = mine
list-marked = { $count } marked
list-sorted = by { $column } { $arrow }
list-several = { $count } × { $kind }
list-loading = Reading…
list-empty = Nothing here yet. n makes the first.
list-no-match = Nothing fits. Esc shows all.
sort-title = Sort by
sort-ascending = ↑
sort-descending = ↓
filter-title = Filter by which field?
filter-value = { $field } (value, >value, <value, !=value, - for empty):
columns-title = Columns: Space ticks, Enter takes
view-title = Saved views (Delete forgets one)
view-name = Name of the view:
view-keep = Keep this list as a view
view-plain = Back to the plain list
bulk-field = { $count ->
    [one] Change which field of 1 record?
   *[other] Change which field of { $count } records?
    }
bulk-value = New value of { $field }
bulk-nothing = Nothing to change: they all say so already.
choose-nothing = Nothing fits what is typed.
go-to-title = Go to any record or command
palette-title = Commands that work here
explain-nothing-here = There is no figure here to explain.

page-donor = Donor
page-core = core
page-earmarked = earmarked
page-total = total
page-lead = Focal point  { $name } (lead) since { $since }
page-no-lead = Focal point  none yet
page-bodies = { $count ->
    [one] With the body under it, USD { $amount }
   *[other] With the { $count } bodies under it, USD { $amount }
}
page-status = Status { $year }  { $status }
page-profile = Profile
page-history = History
page-none = none
page-more = … and { $count } more
page-gone = This record is not in the file any more.
page-in-bin = in the bin
page-new-title = New for { $title }
page-nothing-new = Nothing is kept under this kind of record.

form-new = New { $kind }
form-edit = Edit { $kind }
form-kept = draft kept
form-problems = { $count ->
    [one] 1 problem, beside its field
   *[other] { $count } problems, beside their fields
    }
form-nothing = Nothing was changed.
form-dropped = The draft was thrown away.
form-left = The draft is kept. Open the record again, or 0 Drafts, to go on.
form-draft-back = Your draft of { $at } UTC is here. Ctrl-D throws it away.
form-alike = ! Looks like: { $names }

said-saved = Saved: { $title }
said-saved-remark = Saved: { $title } · { $remark }
said-saved-merged = Saved: { $title }. Merged with what others changed meanwhile: { $fields }
said-changed = { $count ->
    [one] 1 record changed. u takes it back.
   *[other] { $count } records changed as one. u takes it back.
    }
said-restored = { $count ->
    [one] Restored.
   *[other] { $count } records restored.
    }
said-deleted = In the bin: { $title }. u takes it back.
said-deleted-money-stays = In the bin: { $title }. Its contributions stay and count. u takes it back.
said-undone = Undone: { $title }. U does it again.
said-redone = Done again: { $title }
said-exported = Written: { $path }
said-copied = Copied.
said-slow-line = The line is slow ({ $millis } ms): fewer marks and columns, search after a pause.
said-read-only = This file is read-only: look at everything, save nothing.

conflict-title = Two people, one record: { $title }
conflict-saved = { $title } was saved by { $who } at { $at } UTC, while you were editing.
conflict-deleted = { $title } was put into the bin by { $who } at { $at } UTC, while you were editing. Your draft is kept.
conflict-merged = Merged without asking: theirs { $theirs }; yours { $mine }.
conflict-before = before
conflict-mine = you
conflict-choice-open = t theirs, m mine, b both
conflict-choice-theirs = theirs stays
conflict-choice-mine = yours stays
conflict-choice-both = both stay
conflict-no-both = Only texts can keep both.
conflict-open = Choose for every field first: t, m or b.

explain-title = Explain: { $figure }
explain-definition = Means
explain-rule-from = Rule
explain-correction = correction
explain-records = { $count ->
    [one] 1 record
   *[other] { $count } records
    }
explain-left-out = Left out
explain-left-nothing = nothing. No record is without a rate.
explain-left-count = { $count ->
    [one] 1 record:
   *[other] { $count } records:
    }
explain-published = Published
explain-differs = records differ by { $difference }

history-what = What
history-when = When, UTC
history-who = Who
history-how = How
history-records = Records
history-undone = undone
bin-kind = Kind
bin-empty = The bin is empty.
drafts-title = Go on with which form?
drafts-none = No form was left.
more-language = Language
more-highlight = Highlight the whole selected row
language-en = English
language-zh = 中文

about-history = everything that was done, by whom; each action can be taken back
about-bin = deleted records, to restore
about-drafts = forms that were left before they were saved
about-setting = definitions the papers leave open
about-country = ISO 3166, names in six languages
about-region = regions and groups the papers name
about-rate = units of local currency per US dollar
about-currency = ISO 4217 with minor units
about-fund = the five funds and their targets
about-earmarking = how far money is tied
about-donor-type = kinds of donor and partner
about-contact = people at partners
about-document = what is kept about partners
about-engagement = what is being done with whom
about-subprogramme = domains of change
about-indicator = targets of the strategy
about-observation = published values of indicators
about-core-budget = approved and received, as published
about-plan = plans and their years
about-stage = how far an agreement has come, and what that weighs
about-charge = support cost and levy, each rate with its source
about-amendment = what was added to agreements or changed in them
about-write-off = what was given up of instalments
about-due-diligence = checks of private partners, and until when they hold
about-handover = portfolios passed on, with their briefs
about-engagement-plan = series of tasks for a partner
about-engagement-step = the tasks of those series
about-report-rule = the reports an agreement usually owes
about-milestone = what is done or not by a day
about-commitment = the Funding Compact: who committed to what
about-country-engagement = country teams, frameworks and committees
about-deliverable = planned and reached, by subprogramme
about-budget-line = the programme budget by source, priority and object
about-budget-total = the totals as printed, beside the lines
about-finance-line = accounts of the Foundation
about-post-line = posts by source and grade
about-outcome = goal, objectives, results and activities of the strategy
about-list-code = codes newer than the lists that ship
about-topic = the six topics of the funding dialogue
about-reform-fact = what a paper says of the reform of the system
about-region-funding = how much of a region’s funding is assistance
about-plan-target = what a plan asks of each fund
about-assignment = who looks after whom, from when to when
help-introduction = The same key does the same thing everywhere. No key destroys anything without undo. Ctrl-P goes to any record or command by its words.
column-name = Name
term-draft-kept = What you typed in a form is kept as a draft and is offered at the next start.
home-all-donors = { $all } donors gave
home-new = new { $count }
home-returning = returning { $count }
home-continuing = continuing { $count }
home-lapsed = lapsed { $count }

# What if: agreements moved in memory.
whatif-word = What if
whatif-title = { $count ->
    [0] What if · { $total } agreements · nothing moved
    [one] What if · { $total } agreements · 1 moved, nothing saved
   *[other] What if · { $total } agreements · { $count } moved, nothing saved
}
whatif-title-largest = { $count ->
    [0] What if · { $shown } largest of { $total } agreements · nothing moved
    [one] What if · { $shown } largest of { $total } agreements · 1 moved, nothing saved
   *[other] What if · { $shown } largest of { $total } agreements · { $count } moved, nothing saved
}
whatif-empty = No agreement is open or was signed in the last twelve months.
whatif-agreement = Agreement
whatif-head-stage = Stage
whatif-head-day = Signature
whatif-head-usd = USD m
whatif-unit = USD million
whatif-all = All funds
whatif-now = now
whatif-then = what if
whatif-difference = difference
whatif-programmes = Flagships: partners, raised in USD million
whatif-programmes-same = Flagships: as now
whatif-stage = Stage of { $title }
whatif-amount = Amount, USD or the agreement's currency:
whatif-day = Day of signature; another year moves the years of use along:
whatif-leave = { $count ->
    [one] 1 agreement is moved in memory only. Esc again leaves and forgets it.
   *[other] { $count } agreements are moved in memory only. Esc again leaves and forgets them.
}
screen-handover = Hand over a portfolio
handover-gives = { $name } gives
handover-receives = { $name } receives
handover-before = before
handover-after = after
handover-leads = Donors led
handover-deputies = Donors as deputy
handover-reports = Reports owed
handover-actions = Actions
handover-engagements = Engagements
handover-at-stake = USD million to come
handover-donors = Donors: + goes, – stays
handover-to = Who receives the portfolio of { $name }?
handover-not-here = A focal point hands over; open one first.
handover-nothing = { $name } looks after no donor today.
said-handed-over = Handed over: { $title }. u takes it back.
page-choose-plan = Which series of tasks for { $title }?
said-engaged = { $title }: { $count } tasks added. u takes them back.
plan-no-tasks = “{ $title }” has no tasks yet.

# Results.
results-indicators = Indicators
results-core = Core budget by year
results-sources = Budget by source and priority
results-objects = Budget by object and priority
results-finances = Finances of the Foundation
results-posts = Posts
results-indicator = Indicator · { $code }
results-how = How
results-no-trend = No value of an earlier year or day is known.
sheet-thousands = USD thousand
sheet-total = Total
sheet-approved = Approved
sheet-published = Received, as published
sheet-recorded = Received, from records
sheet-gap-published = Gap, as published
sheet-gap-recorded = Gap, from records
sheet-expected = Expected, not received
sheet-reserve = General reserve
sheet-reserve-required = Reserve asked for, { $percent }%
sheet-differs = { $of }: the paper prints { $printed }, the lines add up to { $lines } (difference { $difference })
sheet-projected = projected when it was printed

# Many people on one file.
resume-title = Your last session was cut off ({ $at } UTC).
resume-go-on = Go on: { $place }
resume-begin = Begin at Home
beside = also here: { $names }
beside-writes = { $who } (editing)
said-replaced = Another file was put in place of the one that was open, as when a backup is restored. You read that one now.
term-idle = Pledgebook ended after { $seconds } seconds without a key. What you typed is kept and offered at the next login.

# How the shared server fares.
screen-server = Server
about-server = who is in, last logins, slow requests, waits, size, last good backup; for administrators
context-server = In the server's status
server-size = File { $size } MB, log { $log } MB
server-growth = ; over { $days } days { $size } MB more
server-backup = Last good backup { $at } UTC, { $size } MB
server-no-backup = No backup yet. Run pledgebook backup.
server-waits = { $count } saves waited over 100 ms: half under { $median } ms, the worst { $worst } ms, the last { $last } UTC
server-no-waits = No save waited over 100 ms
server-since = Noted since { $at } UTC
server-sessions = Sessions now: { $count }
server-logins = Last logins
server-slow = Requests over 250 ms, newest first
server-ended-left = left
server-ended-asked = ended by the system
server-ended-lost = line lost
server-ended-idle = idle too long
