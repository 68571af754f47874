# Names of figures and how each was worked out.

figure-unknown = There is no figure “{ $name }”. The figures are: { $known }.

figure-income = Income received
figure-core-received = Core contributions received
figure-core-gap = Gap of the core budget
figure-core-donors = Governments that gave core money
figure-largest-ten-share = Share of the largest donors
figure-donors = Donors that gave
figure-donors-new = New donors
figure-donors-returning = Returning donors
figure-donors-continuing = Continuing donors
figure-donors-lapsed = Lapsed donors
figure-donors-last-not-this = Gave last year, not this
figure-donors-some-not-this = Gave some year, not this
figure-focal-points = Donor focal points in place
figure-donor = Received from one donor
figure-donor-with-bodies = Received from a donor and the bodies under it
figure-contribution = One contribution in US dollars
figure-fund = Income of one fund
figure-pledged-outstanding = Pledged, not signed
figure-signed = Signed
figure-signed-not-received = Signed, still to come
figure-pipeline = Pipeline
figure-pipeline-weighted = Pipeline, weighted
figure-fund-gap = What the plan still lacks
figure-instalments-overdue = Instalments overdue
figure-support-cost = Programme support cost
figure-levy = Coordination levy
figure-forecast = Forecast to the end of the plan

figure-multi-year-share = Share of agreements over several years
figure-pooled-share = Share of technical cooperation that is pooled
figure-service-fee-share = Share of fees for services
figure-domestic-share = Domestic share in emerging economies
figure-unearmarked-share = Share of unearmarked money
figure-country-pooled-share = Share of country money that is pooled
figure-earmarked-pooled-share = Share of earmarked money that is pooled
figure-flagship-partners = Partners of flagship programmes
figure-flagship-raised = Signed and given for flagship programmes
figure-private-income = Income from the private sector
figure-foundation-income = Income from foundations and philanthropists

figure-rule-income = The sum of what was received, by fund and year, at the US dollar value of the day of receipt. Corrections count with their sign. Pledges and signed agreements are not income.
figure-rule-core-received = The sum of what was received in the year, unearmarked, from governments and others, at the US dollar value of the day of receipt.
figure-rule-core-gap = The core budget approved for the year, less the unearmarked money that records show as received in the year. Expected money is not received money and is not taken off.
figure-rule-core-donors = The number of government partners whose unearmarked contributions of the year, corrections included, add up to more than zero.
figure-rule-largest-ten-share = What the largest donors of the year gave, divided by all income of the year, rounded to a tenth of a per cent.
figure-rule-donors = The number of donors whose contributions of the year add up to more than zero.
figure-rule-donors-new = The number of donors that gave in the year and in no year before.
figure-rule-donors-returning = The number of donors that gave in the year and in an earlier year, but in none of the years just before.
figure-rule-donors-continuing = The number of donors that gave in the year and in at least one of the years just before.
figure-rule-donors-lapsed = The number of donors that gave last year and have not given this year.
figure-rule-donors-last-not-this = The donors that gave last year and have not given this year.
figure-rule-donors-some-not-this = The donors that gave in some earlier year and have not given this year.
figure-rule-focal-points = The number of active focal points that look after at least one donor as lead on the day.
figure-rule-donor = The sum of all contributions of the donor, at the US dollar value of the day of receipt, corrections with their sign.
figure-rule-donor-with-bodies = The contributions of the donor and of every body under it, each body once and each contribution once, at the US dollar value of the day of receipt.
figure-rule-contribution = The amount in its own currency, divided by the rate in units of that currency per US dollar.
figure-rule-fund = The sum of what was received in the fund, at the US dollar value of the day of receipt.
figure-rule-pledged-outstanding = Each pledge that no later version replaces, less what was signed under it, never below zero. Pledges are shown and are part of no other sum.
figure-rule-signed = The sum of agreements by their day of signature and of their amendments by theirs, at the US dollar value of that day. What was signed is not income until it is received.
figure-rule-signed-not-received = Each signed agreement with its amendments, less what was received and written off under it, never below zero. Of years of use after the plan nothing counts; what came is taken to be of the earliest years.
figure-rule-pipeline = The sum of agreements whose stage is open, of years of use up to the end of the plan, not weighed.
figure-rule-pipeline-weighted = Each agreement whose stage is open, by the chance of its stage, half a cent away from zero; of years of use up to the end of the plan. It is no income and takes nothing off the gap.
figure-rule-fund-gap = The target of the plan, less what was received in its years, less what is signed and still to come in them. Below zero the target is passed.
figure-rule-instalments-overdue = What is open of each instalment whose day has passed: its amount, less what came for it and what was written off.
figure-rule-support-cost = The support cost of each agreement signed in these years: inside the amount it is the amount less amount / (1 + rate), on top of it amount x rate.
figure-rule-levy = The levy of each agreement signed in these years to which it was said to apply: its US dollar value x rate.
figure-rule-forecast = What was received in the years of the plan, what is signed and still to come in them, and the weighted pipeline. An estimate: the three are added here and nowhere else.
figure-rule-multi-year-share = Signed agreements that run over more months than the setting says, divided by all signed agreements, each counting one. Ends count as amended.
figure-rule-pooled-share = Technical cooperation received through pooled agreements, or marked as pooled, divided by all technical cooperation received.
figure-rule-service-fee-share = Contributions that are fees for services, or stand under agreements on such fees, divided by all income.
figure-rule-domestic-share = Contributions to programmes in countries marked as emerging economies whose donor is of the same country, divided by all contributions to these programmes.
figure-rule-unearmarked-share = Voluntary unearmarked contributions of the year, divided by all contributions of the year.
figure-rule-country-pooled-share = Contributions for countries that are pooled, divided by all contributions for countries.
figure-rule-earmarked-pooled-share = Earmarked contributions of the year that are pooled, divided by all earmarked contributions of the year.
figure-rule-flagship-partners = The number of distinct partners with a signed agreement for the programme, or a contribution for it that stands under no agreement.
figure-rule-flagship-raised = The parts of signed agreements and their amendments that are for the programme, and contributions for it that stand under no agreement. What was received under an agreement is not counted again.
figure-rule-private-income = The sum of what was received from partners of category PC5, corrections with their sign.
figure-rule-foundation-income = The sum of what was received from partners of category PC8, corrections with their sign.

# Definitions used where the papers leave them open.
definition-plan-years = Years counted: { $from } to { $until }, those of the plan “{ $plan }”.
definition-status = A year counts as given when its contributions add up to more than zero. Returning means that nothing was given in the { $years ->
    [one] year
   *[other] { $years } years
} before. The papers do not define it; the setting “returning-after-years” does.
definition-gave = A year counts as given when its contributions, corrections included, add up to more than zero.
definition-core-donors = Governments are the partners of category PC1. The target counts Member States; where it is printed in dollars it is a misprint.
definition-largest = The { $count } largest donors are those with the highest totals of the year. A donor whose total is not above zero is not among them, but its corrections still count in the income it is divided by.
definition-focal-points = Read on { $day }. Whether the target counts donors or members of staff is not stated; staff is counted here, the donors are given beside.
definition-usd = The result is rounded to the cent, half a cent away from zero.
definition-usd-itself = The amount is in US dollars and stands for itself.
definition-signed = Signed means that the stage says so and the day of signature has come.
definition-pledged = Under a pledge count the agreements that name it or a version it replaced.
definition-overdue = Read on { $day }. An amount that came in another currency counts by its US dollar value.
definition-gap = The weighted pipeline stands beside the gap and takes nothing off it. Money whose fund is not stated lowers no fund’s gap.
definition-forecast = Years of use say in which year money is expected; agreements without them count to the end of the plan.
definition-usd-by-hand = The rate was given by hand with the amount and goes before the published one. The result is rounded to the cent, half a cent away from zero.
definition-multi-year = More than { $months } months count as several years, the first and the last day included; the setting “multi-year-months” says so, the papers do not. An agreement without an end counts among all and not among those of several years.
definition-pooled = Years counted: { $from } to { $until }. A contribution is pooled as it says itself, else as its agreement says; an agreement is pooled when it has several contributors, joint governance and is carried out by the United Nations.
definition-service-fee = Years counted: { $from } to { $until }. A contribution is a fee as it says itself, else as its agreement says.
definition-domestic = Years counted: { $from } to { $until }. Which economies are emerging is marked on the engagement with a country. The country of the money is its own, else that of its agreement; an agreement marked as domestic counts as such.
definition-unearmarked = Assessed money counts in the whole where it is recorded as a contribution; whether it should is not stated in the paper.
definition-country-pooled = Years counted: { $from } to { $until }. Money is for a country when it, or its agreement, names one.
definition-earmarked-pooled = Earmarked is all that is soft, tight or of a level not stated. Charges taken from contributions are no contributions.
definition-flagship = What is signed counts as invested: the paper does not say whether that means signed or received. Pledges and agreements that are not signed do not count.

# Why a record is left out.
left-no-rate = There is no exchange rate for { $amount }, so it has no value in US dollars.
left-no-amount = It has no amount yet.
left-no-usd = It has no value in US dollars.
left-levy-not-stated = It does not say whether the levy applies.
left-no-charge = It names no support cost.

# What a figure is made of.
part-fund = { $fund }, { $year }
part-fund-not-stated = Fund not stated, { $year }
part-year = Received in { $year }
part-body = Received from { $name }
part-target = Target
part-approved = Approved
part-received = Received, from records
part-received-published = Received, as published
part-largest = Given by the { $count } largest donors
part-all-income = All income of the year
part-part = The part
part-whole = The whole
part-programme = { $name }
part-baseline = Baseline, { $of }
part-years = Years counted
part-income-of = Income { $from } to { $until }
part-reserve-required = { $percent } per cent of the approved core budget
part-donors-led = Donors they look after
part-amount = Amount
part-rate = Units of the currency per US dollar
part-rate-day = Day of the rate
part-rate-source = Source of the rate
part-rate-published = Published rate of the day
part-changed-since = Records changed or added after { $day }: read as they were then, or not at all
part-after-plan = For years of use after the plan, not counted
part-age-30 = 0 to 30 days
part-age-90 = 31 to 90 days
part-age-365 = 91 to 365 days
part-age-older = Over 365 days
part-signed-to-come = Signed, still to come
part-pipeline-weighted = Pipeline, weighted
part-forecast-year = Still to come in { $year }, the pipeline weighted
part-expected = Expected, not counted: { $kind }
part-reserve = General financial reserve
part-without-largest = What remains without the { $count } largest

# What is owed to the record keeper.
need-engagements-overdue = { $count ->
    [one] { $count } engagement is past its day
   *[other] { $count } engagements are past their day
}
need-documents-expired = { $count ->
    [one] { $count } document has expired
   *[other] { $count } documents have expired
}
need-no-rate = { $count ->
    [one] { $count } contribution has no rate
   *[other] { $count } contributions have no rate
}
need-no-lead = { $count ->
    [one] { $count } donor of these two years has no focal point
   *[other] { $count } donors of these two years have no focal point
}
need-no-category = { $count ->
    [one] { $count } partner has no category
   *[other] { $count } partners have no category
}
need-no-fund = { $count ->
    [one] { $count } contribution does not state its fund
   *[other] { $count } contributions do not state their fund
}
need-no-email = { $count ->
    [one] { $count } contact has no email
   *[other] { $count } contacts have no email
}
need-instalments-overdue = { $count ->
    [one] { $count } instalment is overdue
   *[other] { $count } instalments are overdue
}
need-agreements-late = { $count ->
    [one] { $count } agreement is past its expected day of signature
   *[other] { $count } agreements are past their expected day of signature
}
need-agreement-no-rate = { $count ->
    [one] { $count } agreement has no rate
   *[other] { $count } agreements have no rate
}
need-early = { $count ->
    [one] { $count } contribution came before its agreement began
   *[other] { $count } contributions came before their agreement began
}

# How the value of an indicator was come by.
way-growth = Income of the plan's years, less that of as many years before, divided by the latter. Years that are not over count as far as they have come.
way-core-donors = The number of governments whose unearmarked contributions in the years of the plan, corrections included, add up to more than zero. Yearly or over all years is not stated; all years are counted together.
way-programmes = The number of flagship programmes whose record says that they were launched by the year.
way-least-partners = The number of distinct partners of the flagship programme that has fewest; every programme is to reach the target.
way-least-raised = What is signed and given for the flagship programme that has least; every programme is to reach the target.
way-commitments = Commitments of the Funding Compact that are implemented, divided by those that apply and whose state is recorded.
way-committees = The number of countries with a new or upgraded national committee that has a mandate to mobilize resources, from the records of country engagement.
way-milestone = One when the milestone of this indicator is recorded as done by the day, else zero.
way-reached = The number of partner categories whose contributions reached the target printed for them. Targets are printed for two: the private sector and foundations.
way-non-traditional = The sum of what was received from partners that are neither governments nor entities of the United Nations (categories other than PC1 and PC3).
way-core-share = Unearmarked contributions of the year, divided by the core budget approved for it.
way-soft = The softly earmarked parts of signed agreements and of their amendments.
way-budget = The sum of the lines of the year's budget over all funds, priorities and objects. It is what was asked for, not what was spent.
way-reserve = The reserve in the accounts of the Foundation at the end of the year; what it should hold stands beside it.
way-account = The item in the accounts of the Foundation for the year.
way-posts = The sum of the posts in the budget, those of the first year and those new in later years up to this one.
way-delivered = The sum of the quantities recorded as reached, over the four subprogrammes.
way-teams = The number of countries whose record of engagement says that UN-Habitat is in the country team.
way-assessments = The number of countries whose record of engagement says that UN-Habitat took part in an assessment or a framework.
way-frameworks = The number of countries whose record of engagement says that the framework is signed.
way-recorded = Recorded by hand for { $of } ({ $source }).
way-paper = As printed for { $of } ({ $source }); no record gives it yet.
way-none = Neither records nor papers give a value yet.

# How far an indicator has come, and where its value comes from.
standing-met = met
standing-on-track = on track
standing-behind = behind
standing-no-data = no data
standing-no-target = no target
basis-records = records
basis-projected = projection
basis-recorded = by hand
basis-paper = paper
area-income = Income
area-strategy-target = Targets of the strategy
area-results-framework = Results framework
area-donor-reporting = Reporting to donors
area-monitoring = Monitoring
area-core-budget = Core budget
area-programme-budget = Programme budget
area-programme-result = Programme results
area-funding-compact = Funding Compact
area-reform = Reform of the development system
