# Briefs: documents written from records, to be read, printed and sent.
brief-donor = Donor brief: { $name }
brief-portfolio = Portfolio brief: { $name }
brief-flagship = Flagship programme brief: { $name }
brief-pack = Structured funding dialogue
brief-pack-source = The six topics of HSP/EB.2020/12, para 20. Amounts in US dollars.
brief-as-of = As of { $day }, from records; written on { $today }.
brief-session = For: { $name }, { $day }
brief-session-unnamed = session of the Executive Board
brief-no-session = No coming session of the Executive Board is recorded.
brief-nothing-recorded = Nothing recorded for
brief-more = { $count } more.

brief-profile = Profile
brief-money = Money
brief-pledges = Pledges not yet signed
brief-pledged = Pledged, not signed
brief-overdue = Instalments overdue
brief-instalments = { $count ->
    [one] 1 instalment
   *[other] { $count } instalments
}
brief-reports = Reports owed to donors
brief-late-reports = Late reports
brief-held = hold { $amount }
brief-dialogues = Last dialogues
brief-actions = Open actions
brief-portfolio-donors = Donors
brief-last-contact = Last contact
brief-owed = Reports owed
brief-lead = Focal point: { $name } (lead) since { $since }
brief-no-lead = No focal point yet.
brief-core = Core
brief-earmarked = Earmarked
brief-total = Total
brief-fund-usd = Fund, USD
brief-fund-not-stated = Fund not stated
brief-all-years = All years
brief-received-in = Received in { $year }
brief-received-ever = Received in all years
brief-signed-to-come = Signed, to come

brief-standing = Where it stands
brief-behind-it = Who stands behind it
brief-pipeline = Pipeline
brief-in-pipeline = In the pipeline
brief-weighted = Pipeline, weighted
brief-agreements-open = { $count ->
    [one] 1 agreement on its way
   *[other] { $count } agreements on their way
}
brief-partners = Partners
brief-raised = Signed and given
brief-need = Needed
brief-needed = of { $least } needed
brief-rule = Rule: { $source }
brief-record = Record
brief-kind = Kind
brief-when = Day
brief-usd = USD

brief-topic = { $place }. { $name }
brief-topic-nothing = No records are computed for this topic.
brief-source = Source: { $source }.
brief-target = Target
brief-received = Received
brief-to-come = Signed, to come
brief-gap = Gap
brief-gap-rule = target less received and signed
brief-not-counted = never counted in the gap
brief-income-source = Targets: HSP/EB.2020/12, para 7, Figure 10. Received: contributions up to the day above.
brief-without-rate = { $count ->
    [one] 1 contribution is left out: it has no US dollar value.
   *[other] { $count } contributions are left out: they have no US dollar value.
}
brief-budget = Budget of { $year }, USD
brief-no-budget = No budget is recorded for this year or one before.
brief-no-expenditure = Money spent by subprogramme and fund is not recorded: the papers give the budget, and accounts of the Foundation's unearmarked money only.
brief-finances = Foundation, unearmarked, USD
brief-no-finances = No accounts of the Foundation are recorded.
brief-finance-income = Income
brief-finance-expenditure = Expenditure
brief-year-status = { $year } { $status }
brief-indicator = Indicator
brief-baseline = Baseline
brief-value = Value
brief-no-indicators = No indicators are recorded.
brief-no-deliverables = What was delivered is not recorded yet: the papers print what is planned.
brief-countries = Countries recorded
brief-no-countries = No country's engagement is recorded yet; the papers give the totals below and do not name the countries.
brief-no-reform = No facts of the reform are recorded.
brief-share-not-formed = no records to form it from
brief-no-commitments = No commitments of the Funding Compact are recorded.
brief-commitments-unsaid = Where no status stands, nobody has recorded one, and the papers do not say how far the commitment has come.
brief-core-gap = Gap of the core budget
brief-core-recorded = as records give it
brief-reserve = General financial reserve
brief-largest = Share of the { $count } largest donors
brief-no-actions = No open actions are recorded.
brief-no-risks = Risks have no records of their own; the analysis in HSP/EB.2020/12 is not repeated here.
brief-no-core = No core budget is recorded.

brief-chart-years = Received by year, million USD
brief-chart-funds = Received against target, million USD
brief-chart-income = Income by year, million USD
brief-chart-finances = Foundation, unearmarked: income and expenditure, million USD
brief-chart-core = Core budget, million USD
brief-chart-raised = Signed and given against need, million USD

key-brief = brief
help-brief = A brief of what the cursor is on, to read, copy or write as a file; where nothing is chosen, the funding dialogue.
context-brief = Where a brief is read
brief-title = Brief
brief-loading = Gathering records…
brief-format = Write it as
brief-as-html = Web page, for a browser and for paper (HTML)
brief-as-markdown = Text with marks, for a message (Markdown)

cli-about-brief = Writes a brief: of a donor, a portfolio, a flagship programme, or the funding dialogue pack
cli-arg-brief-what = donor, portfolio, flagship or dialogue
cli-arg-brief-which = The donor, focal point or programme by code or name; for dialogue the day or title of the session (left out: the next one)
cli-arg-brief-format = md (Markdown) or html; left out: as the file's ending says, else md
cli-arg-brief-confidential = Put confidential records and notes in
cli-brief-which = Say which { $what }: by code or name.
