# The words of the field tables: kinds of record, fields and their hints, choices, computed columns, history.

# Kinds of record: kind-NAME for many, one-NAME for one.
kind-partner = Partners
one-partner = Partner
kind-contact = Contacts
one-contact = Contact
kind-focal-point = Focal points
one-focal-point = Focal point
kind-assignment = Assignments
one-assignment = Assignment
kind-flagship = Flagship programmes
one-flagship = Flagship programme
kind-category = Partner categories
one-category = Partner category
kind-objective = Objectives
one-objective = Objective
kind-strategy = Strategies
one-strategy = Strategy
kind-engagement = Engagements
one-engagement = Engagement
kind-contribution = Contributions
one-contribution = Contribution
kind-document = Documents
one-document = Document
kind-rate = Exchange rates
one-rate = Exchange rate
kind-fund = Funds
one-fund = Fund
kind-earmarking = Earmarking levels
one-earmarking = Earmarking level
kind-donor-type = Donor types
one-donor-type = Donor type
kind-country = Countries and areas
one-country = Country or area
kind-region = Regions
one-region = Region
kind-currency = Currencies
one-currency = Currency
kind-subprogramme = Subprogrammes
one-subprogramme = Subprogramme
kind-indicator = Indicators
one-indicator = Indicator
kind-observation = Observations
one-observation = Observation
kind-core-budget = Core budgets
one-core-budget = Core budget
kind-plan = Plans
one-plan = Plan
kind-plan-target = Plan targets
one-plan-target = Plan target
kind-setting = Settings
one-setting = Setting

# Partners
field-partner-name = Name
hint-partner-name = The name people know it by, as in Norway.
field-partner-name-zh = Name in Chinese
hint-partner-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-partner-acronym = Acronym
hint-partner-acronym = The short form of the name, as in SIDA.
field-partner-code = Code
hint-partner-code = A short code of your own, without spaces, that no other partner has.
field-partner-donor = Donor
hint-partner-donor = Yes if it gives or may give money; it then stands among the donors.
field-partner-category = Category
hint-partner-category = The partner category, by code or name, as in PC1.
field-partner-type = Type
hint-partner-type = The donor type, by code or name, as in GOV-MS.
field-partner-country = Country
hint-partner-country = The country or area, by code or name, as in NOR or Norway.
field-partner-region = Region
hint-partner-region = The region it works in, where no single country says it.
field-partner-parent = Parent body
hint-partner-parent = The partner this one belongs to, as a ministry to its government.
field-partner-stage = Stage
hint-partner-stage = How far the relation has come, from prospect to giving.
field-partner-aliases = Other names
hint-partner-aliases = Other names it is found by, separated by semicolons.
field-partner-iati = IATI identifier
hint-partner-iati = Its identifier as an organisation in IATI, as in NO-BRC-971277882.
field-partner-website = Website
hint-partner-website = Its web address, as in norad.no.
field-partner-notes = Notes
hint-partner-notes = Anything colleagues should know; several lines are welcome.
field-partner-intelligence = Donor intelligence
hint-partner-intelligence = What it cares about, how it decides, who has its ear.
field-partner-confidentiality = Confidentiality
hint-partner-confidentiality = Who may read this: open, internal or confidential.

# Contacts
field-contact-name = Name
hint-contact-name = The person's name, or the post when no name should be kept.
field-contact-partner = Partner
hint-contact-partner = The partner this person works for.
field-contact-post = Post
hint-contact-post = The post held, as in Head of Multilateral Division.
field-contact-email = E-mail
hint-contact-email = An e-mail address.
field-contact-phone = Phone
hint-contact-phone = A telephone number with country code, as in +47 23 95 00 00.
field-contact-language = Language
hint-contact-language = The United Nations language to write to this person in.
field-contact-from-day = In post from
hint-contact-from-day = The first day in this post: 2021-08-31, 31 aug 21 or today.
field-contact-to-day = In post to
hint-contact-to-day = The last day in this post; leave empty while it lasts.
field-contact-notes = Notes
hint-contact-notes = Anything colleagues should know; several lines are welcome.
field-contact-confidentiality = Confidentiality
hint-contact-confidentiality = Who may read this: open, internal or confidential.

# Focal points
field-focal-point-name = Name
hint-focal-point-name = The officer's name or the post, as in Focal point, Nordic donors.
field-focal-point-code = Code
hint-focal-point-code = A short code without spaces, as in NORDIC.
field-focal-point-office = Office
hint-focal-point-office = The office this focal point works from, as in Nairobi or Brussels.
field-focal-point-languages = Languages
hint-focal-point-languages = The languages spoken, by code, as in en, fr.
field-focal-point-email = E-mail
hint-focal-point-email = An e-mail address.
field-focal-point-login = Login
hint-focal-point-login = The account name on this computer, by which “mine” finds these donors.
field-focal-point-active = Active
hint-focal-point-active = No when the post is vacant or was given up.
field-focal-point-notes = Notes
hint-focal-point-notes = Anything colleagues should know; several lines are welcome.

# Assignments
field-assignment-focal-point = Focal point
hint-assignment-focal-point = Who looks after the partner.
field-assignment-partner = Partner
hint-assignment-partner = The partner looked after.
field-assignment-role = Role
hint-assignment-role = Lead or deputy; a partner has one lead on any day.
field-assignment-from-day = From
hint-assignment-from-day = The first day of the assignment: 2021-08-31, 31 aug 21 or today.
field-assignment-to-day = To
hint-assignment-to-day = The last day of the assignment; leave empty while it lasts.
field-assignment-notes = Notes
hint-assignment-notes = Anything colleagues should know; several lines are welcome.

# Flagship programmes
field-flagship-code = Code
hint-flagship-code = The short code of the programme, as in FP1.
field-flagship-name-en = Name
hint-flagship-name-en = The name in English.
field-flagship-name-zh = Name in Chinese
hint-flagship-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-flagship-min-partners = Partners wanted
hint-flagship-min-partners = How many partners the programme needs at least, as in 3.
field-flagship-min-investment-usd = Investment wanted, USD
hint-flagship-min-investment-usd = The least investment in US dollars, as in 30m.
field-flagship-due-year = Due
hint-flagship-due-year = The year by which both are to be reached, as in 2023.
field-flagship-launch-year = Launched
hint-flagship-launch-year = The year the programme was launched, as in 2020.
field-flagship-fund = Fund
hint-flagship-fund = The fund its money goes to, by code or name, as in FE.
field-flagship-source = Source
hint-flagship-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-flagship-note = Note
hint-flagship-note = Anything a reader of this record should know.

# Partner categories
field-category-code = Code
hint-category-code = The short code of the category, as in PC1.
field-category-number = Number
hint-category-number = Its number in the partnership strategy, as in 1.
field-category-name-en = Name
hint-category-name-en = The name in English.
field-category-name-zh = Name in Chinese
hint-category-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-category-role-en = Role
hint-category-role-en = What partners of this category do for the strategic plan.
field-category-source = Source
hint-category-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-category-note = Note
hint-category-note = Anything a reader of this record should know.

# Objectives
field-objective-code = Code
hint-objective-code = The code of the category and a number, as in PC1-O1.
field-objective-category = Category
hint-objective-category = The partner category, by code or name, as in PC1.
field-objective-seq = Number
hint-objective-seq = Its place within the category, as in 3.
field-objective-name-en = Name
hint-objective-name-en = The name in English.
field-objective-name-zh = Name in Chinese
hint-objective-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-objective-source = Source
hint-objective-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-objective-note = Note
hint-objective-note = Anything a reader of this record should know.

# Strategies
field-strategy-code = Code
hint-strategy-code = The code of the category and a number, as in PC1-S1.
field-strategy-category = Category
hint-strategy-category = The partner category, by code or name, as in PC1.
field-strategy-seq = Number
hint-strategy-seq = Its place within the category, as in 3.
field-strategy-name-en = Name
hint-strategy-name-en = The name in English.
field-strategy-name-zh = Name in Chinese
hint-strategy-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-strategy-source = Source
hint-strategy-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.

# Engagements
field-engagement-action = Action
hint-engagement-action = What is being done, as in Send the brief on FP4.
field-engagement-partner = Partner
hint-engagement-partner = The partner it is done with.
field-engagement-strategy = Strategy
hint-engagement-strategy = The strategy it serves, by code or name, as in PC1-S1.
field-engagement-owner = Owner
hint-engagement-owner = The focal point who sees to it.
field-engagement-status = Status
hint-engagement-status = Planned, active, done or dropped.
field-engagement-due = Due
hint-engagement-due = The day it should be done by: 2021-08-31, +30d or eoy.
field-engagement-done-on = Done on
hint-engagement-done-on = The day it was done; wanted once the status is done.
field-engagement-outcome = Outcome
hint-engagement-outcome = What came of it.
field-engagement-confidentiality = Confidentiality
hint-engagement-confidentiality = Who may read this: open, internal or confidential.

# Contributions
field-contribution-partner = Partner
hint-contribution-partner = Who gave the money.
field-contribution-received = Received
hint-contribution-received = The day the money came, or only the year when no more is known: 2019-05-03 or 2019.
field-contribution-amount = Amount
hint-contribution-amount = The amount in its own currency: 20.8m, 800k EUR, 1,250,000.50; a correction is negative.
field-contribution-currency = Currency
hint-contribution-currency = The currency of the amount, as in USD or EUR.
field-contribution-fund = Fund
hint-contribution-fund = The fund it was paid into; leave empty when it was not stated, unearmarked money goes to FNE.
field-contribution-earmarking = Earmarking
hint-contribution-earmarking = How far the donor tied it to a purpose, as in UNEARMARKED or SOFT.
field-contribution-form = Form
hint-contribution-form = Cash or in kind.
field-contribution-rate = Rate
hint-contribution-rate = Units of the currency for one US dollar, as in 0.8512; leave empty to take the rate of the day.
field-contribution-rate-day = Rate day
hint-contribution-rate-day = The day the rate is of.
field-contribution-rate-source = Rate source
hint-contribution-rate-source = Who published the rate, as in UN operational rates.
field-contribution-usd = USD
hint-contribution-usd = The amount divided by the rate, worked out when the record is saved.
field-contribution-reference = Reference
hint-contribution-reference = The number of the receipt or payment.
field-contribution-source = Source
hint-contribution-source = The document or file that shows the money came.
field-contribution-notes = Notes
hint-contribution-notes = Anything colleagues should know; several lines are welcome.

# Documents
field-document-title = Title
hint-document-title = The title of the document.
field-document-partner = Partner
hint-document-partner = The partner it concerns.
field-document-kind = Kind
hint-document-kind = What it is: agreement, strategy, brief, letter, minutes and so on.
field-document-day = Day
hint-document-day = The day it bears: 2021-08-31, 31 aug 21 or today.
field-document-expires = Expires
hint-document-expires = The last day it is valid; leave empty when it does not expire.
field-document-language = Language
hint-document-language = The language it is written in.
field-document-link = Link
hint-document-link = Where it is kept: a web address or the path of a file.
field-document-confidentiality = Confidentiality
hint-document-confidentiality = Who may read this: open, internal or confidential.
field-document-notes = Notes
hint-document-notes = Anything colleagues should know; several lines are welcome.

# Exchange rates
field-rate-currency = Currency
hint-rate-currency = The currency, as in EUR.
field-rate-day = Day
hint-rate-day = The first day the rate holds: 2021-08-31 or today.
field-rate-rate = Rate
hint-rate-rate = Units of the currency for one US dollar, as in 655.957.
field-rate-source = Source
hint-rate-source = Who published it, as in UN operational rates.

# Funds
field-fund-code = Code
hint-fund-code = The short code of the fund, as in FNE.
field-fund-name-en = Name
hint-fund-name-en = The name in English.
field-fund-name-zh = Name in Chinese
hint-fund-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-fund-former-name-en = Former name
hint-fund-former-name-en = The name in older papers, as in Foundation general purpose.
field-fund-kind = Kind
hint-fund-kind = Assessed, voluntary or a charge on other money.
field-fund-core = Core
hint-fund-core = Yes if its money counts as core.
field-fund-approved-by-en = Approved by
hint-fund-approved-by-en = The body that approves its budget.
field-fund-target-usd = Target, USD
hint-fund-target-usd = The target of the plan in US dollars, as in 109m.
field-fund-target-alt-usd = Other target, USD
hint-fund-target-alt-usd = The other figure where the papers give two, in US dollars.
field-fund-requirement-2020-usd = Requirement 2020, USD
hint-fund-requirement-2020-usd = What the budget of 2020 asked for, in US dollars.
field-fund-description-en = Description
hint-fund-description-en = What the fund pays for, in English.
field-fund-description-zh = Description in Chinese
hint-fund-description-zh = What the fund pays for, in Chinese.
field-fund-source = Source
hint-fund-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-fund-note = Note
hint-fund-note = Anything a reader of this record should know.

# Earmarking levels
field-earmarking-code = Code
hint-earmarking-code = The short code of the level, as in SOFT.
field-earmarking-name-en = Name
hint-earmarking-name-en = The name in English.
field-earmarking-name-zh = Name in Chinese
hint-earmarking-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-earmarking-core = Core
hint-earmarking-core = Yes if such money counts as core.
field-earmarking-description-en = Description
hint-earmarking-description-en = How far such money is tied to a purpose, in English.
field-earmarking-source = Source
hint-earmarking-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.

# Donor types
field-donor-type-code = Code
hint-donor-type-code = The short code of the type, as in GOV-MS.
field-donor-type-name-en = Name
hint-donor-type-name-en = The name in English.
field-donor-type-name-zh = Name in Chinese
hint-donor-type-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-donor-type-category = Category
hint-donor-type-category = The partner category, by code or name, as in PC1.
field-donor-type-role = Role
hint-donor-type-role = What it is to UN-Habitat, as in donor, partner or investor.
field-donor-type-source = Source
hint-donor-type-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.

# Countries and areas
field-country-code = Code
hint-country-code = The three-letter ISO 3166 code, as in NOR.
field-country-iso2 = Two-letter code
hint-country-iso2 = The two-letter ISO 3166 code, as in NO.
field-country-m49 = M49
hint-country-m49 = The three-digit United Nations M49 code, as in 578.
field-country-name-en = Name
hint-country-name-en = The name in English.
field-country-name-fr = Name in French
hint-country-name-fr = The name in French.
field-country-name-es = Name in Spanish
hint-country-name-es = The name in Spanish.
field-country-name-zh = Name in Chinese
hint-country-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-country-name-ru = Name in Russian
hint-country-name-ru = The name in Russian.
field-country-name-ar = Name in Arabic
hint-country-name-ar = The name in Arabic.
field-country-region = Region
hint-country-region = The programme region it belongs to, by code or name, as in AF.
field-country-member-state = Member State
hint-country-member-state = Yes if it is a Member State of the United Nations.
field-country-currency = Currency
hint-country-currency = The code of the money used there, as in NOK.
field-country-note = Note
hint-country-note = Anything a reader of this record should know.

# Regions
field-region-code = Code
hint-region-code = The short code of the region, as in AF.
field-region-name-en = Name
hint-region-name-en = The name in English.
field-region-name-zh = Name in Chinese
hint-region-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-region-kind = Kind
hint-region-kind = What it is, as in programme_region, subregion or office.
field-region-parent = Part of
hint-region-parent = The larger region it is part of.
field-region-source = Source
hint-region-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-region-note = Note
hint-region-note = Anything a reader of this record should know.

# Currencies
field-currency-code = Code
hint-currency-code = The three-letter ISO 4217 code, as in EUR.
field-currency-numeric = Number
hint-currency-numeric = The three-digit ISO 4217 number, as in 978.
field-currency-minor-units = Decimals
hint-currency-minor-units = How many decimals its amounts have: 2 for the euro, 0 for the yen.
field-currency-name-en = Name
hint-currency-name-en = The name in English.
field-currency-name-fr = Name in French
hint-currency-name-fr = The name in French.
field-currency-name-es = Name in Spanish
hint-currency-name-es = The name in Spanish.
field-currency-name-zh = Name in Chinese
hint-currency-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-currency-name-ru = Name in Russian
hint-currency-name-ru = The name in Russian.
field-currency-name-ar = Name in Arabic
hint-currency-name-ar = The name in Arabic.

# Subprogrammes
field-subprogramme-code = Code
hint-subprogramme-code = The short code of the subprogramme, as in SP1.
field-subprogramme-name-en = Name
hint-subprogramme-name-en = The name in English.
field-subprogramme-name-zh = Name in Chinese
hint-subprogramme-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-subprogramme-objective-en = Objective
hint-subprogramme-objective-en = What the subprogramme is to achieve, in English.
field-subprogramme-objective-zh = Objective in Chinese
hint-subprogramme-objective-zh = What the subprogramme is to achieve, in Chinese.
field-subprogramme-source = Source
hint-subprogramme-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.

# Indicators
field-indicator-code = Code
hint-indicator-code = The short code of the indicator, as in IND-INC-TOTAL.
field-indicator-name-en = Name
hint-indicator-name-en = The name in English.
field-indicator-name-zh = Name in Chinese
hint-indicator-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-indicator-area = Area
hint-indicator-area = What it is about, as in income or donors.
field-indicator-kind = Kind
hint-indicator-kind = How it is made: a sum, a count, a ratio and so on.
field-indicator-unit = Unit
hint-indicator-unit = What it is measured in, as in USD million or per cent.
field-indicator-comparator = Comparator
hint-indicator-comparator = How the value is held against the target, as in >=.
field-indicator-target-value = Target
hint-indicator-target-value = The value to be reached, in its unit.
field-indicator-target-value-alt = Other target
hint-indicator-target-value-alt = The other value where the papers give two.
field-indicator-target-text = Target in words
hint-indicator-target-text = The target where no number says it.
field-indicator-due-year = Due
hint-indicator-due-year = The year by which it is to be reached, as in 2023.
field-indicator-period-start = Period from
hint-indicator-period-start = The first day that counts: 2020-01-01.
field-indicator-period-end = Period to
hint-indicator-period-end = The last day that counts: 2023-12-31.
field-indicator-baseline-value = Baseline
hint-indicator-baseline-value = The value it started from, in its unit.
field-indicator-baseline-date = Baseline of
hint-indicator-baseline-date = The day, month or year of the baseline, as in 2019 or 2019-12.
field-indicator-computation-en = Computation
hint-indicator-computation-en = How it is worked out from records, in English words.
field-indicator-definition-basis = Defined by
hint-indicator-definition-basis = Who defined it: the paper or a proposal.
field-indicator-note = Note
hint-indicator-note = Anything a reader of this record should know.
field-indicator-source = Source
hint-indicator-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.

# Observations
field-observation-code = Code
hint-observation-code = The code of the indicator, @ and the time, as in IND-F1@2020-12.
field-observation-indicator = Indicator
hint-observation-indicator = The indicator observed, by code or name.
field-observation-observed = Observed
hint-observation-observed = The day, month or year of the value: 2021-08-31, 2020-12 or 2020.
field-observation-value = Value
hint-observation-value = The value published, in its unit.
field-observation-unit = Unit
hint-observation-unit = What it is measured in, as in USD million or per cent.
field-observation-source = Source
hint-observation-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-observation-note = Note
hint-observation-note = Anything a reader of this record should know.

# Core budgets
field-core-budget-code = Code
hint-core-budget-code = A short code with the year, as in CB-2021.
field-core-budget-year = Year
hint-core-budget-year = The budget year, as in 2021.
field-core-budget-approved-usd = Approved, USD
hint-core-budget-approved-usd = What the Executive Board approved, in US dollars, as in 10m.
field-core-budget-received-usd = Received, USD
hint-core-budget-received-usd = What was published as received, in US dollars.
field-core-budget-received-as-of = Received as of
hint-core-budget-received-as-of = The day the published figure is of, as in 2021-08-31.
field-core-budget-expected-usd = Expected, USD
hint-core-budget-expected-usd = What is expected besides and not yet counted, in US dollars.
field-core-budget-expected-kind = Expected from
hint-core-budget-expected-kind = What the expected money is and when it comes.
field-core-budget-source = Source
hint-core-budget-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-core-budget-note = Note
hint-core-budget-note = Anything a reader of this record should know.

# Plans
field-plan-code = Code
hint-plan-code = A short code with the years, as in PLAN-2020-2023.
field-plan-name-en = Name
hint-plan-name-en = The name in English.
field-plan-name-zh = Name in Chinese
hint-plan-name-zh = The name in Chinese, shown when the screens speak Chinese.
field-plan-starts = Starts
hint-plan-starts = The first day of the plan: 2020-01-01.
field-plan-ends = Ends
hint-plan-ends = The last day of the plan: 2023-12-31.
field-plan-source = Source
hint-plan-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.

# Plan targets
field-plan-target-code = Code
hint-plan-target-code = The codes of plan and fund, as in PLAN-2020-2023-FNE.
field-plan-target-plan = Plan
hint-plan-target-plan = The plan it belongs to, by code or name.
field-plan-target-fund = Fund
hint-plan-target-fund = The fund it is for, by code or name, as in FNE.
field-plan-target-target-usd = Target, USD
hint-plan-target-target-usd = The target over the whole plan in US dollars, as in 109m.
field-plan-target-source = Source
hint-plan-target-source = Where this stands written: document and paragraph, as in HSP/EB.2020/12, para 7.
field-plan-target-note = Note
hint-plan-target-note = Anything a reader of this record should know.

# Settings
field-setting-code = Setting
hint-setting-code = The name of the setting.
field-setting-value = Value
hint-setting-value = What it is set to; the note says what may be written.
field-setting-note = Note
hint-setting-note = What the setting does and which values it takes.

# Choices, flags, and what a donor is in a year.
choice-yes = yes
choice-no = no
choice-open = open
choice-internal = internal
choice-confidential = confidential
choice-prospect = prospect
choice-contacted = contacted
choice-dialogue = dialogue
choice-negotiation = negotiation
choice-giving = giving
choice-dormant = dormant
choice-closed = closed
choice-lead = lead
choice-deputy = deputy
choice-planned = planned
choice-active = active
choice-done = done
choice-dropped = dropped
choice-cash = cash
choice-in-kind = in kind
choice-agreement = agreement
choice-strategy = strategy
choice-brief = brief
choice-letter = letter
choice-minutes = minutes
choice-report = report
choice-review = review
choice-due-diligence = due diligence
choice-communication = communication
choice-other = other
choice-assessed = assessed
choice-voluntary = voluntary
choice-charge = charge
choice-en = English
choice-fr = French
choice-es = Spanish
choice-zh = Chinese
choice-ru = Russian
choice-ar = Arabic
choice-new = new
choice-returning = returning
choice-continuing = continuing
choice-lapsed = lapsed

# Computed columns of lists.
column-this-year = { $year } USD
column-last-year = { $before } USD
column-two-years = { $before } and { $year } USD
column-total = Total USD
column-focal-point = Focal point
column-status = Status { $year }
column-engagements = Engagements
column-leads = Leads
column-deputies = Deputises
column-partners = Partners
column-donors = Donors
column-done = Done

# History: what was done to a record, and how the action came about.
op-add = added
op-edit = edited
op-delete = deleted
op-restore = restored

origin-form = form
origin-bulk = bulk edit
origin-import = import
origin-command = command line
origin-undo = undo
origin-redo = redo
origin-made = made with the file
