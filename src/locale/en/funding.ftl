# Words of the tab Funding, of the forms and pages of money, and of flagship programmes.

# Funding
funding-pipeline = Pipeline
funding-signed = Agreements
sum-total = USD { $amount }
sum-weighted = weighted { $amount }
sum-open = open USD { $amount }
sum-outstanding = unsigned USD { $amount }
sum-without-rate = { $count } without a rate left out
ageing-overdue = Overdue, USD
ageing-days = { $first }–{ $last } days
ageing-over = over { $last } days
form-usd = = USD { $usd } at { $rate }
form-support = { $percent } { $basis }  { $cost } of { $whole }
section-purpose = Programme, place, instrument
section-splits = Split over several
section-charges = Support cost and levy
section-nature = Pooled, domestic, in kind
section-terms = Conditions and stage
section-rate = Rate and source

# The page of an agreement, and a donor's money by state
page-from = From
page-stage-now = Stage
page-stage-before = Before
page-stage = { $name } since { $since }, { $days } days
page-expected = expected { $day }
page-amount = Amount
page-total-now = Total
page-with-amendments = with { $count ->
    [one] 1 amendment
   *[other] { $count } amendments
}
page-weighted = Weighted
page-received = Received
page-open = Open
page-no-rate = no rate for its day, not counted in dollars
page-at-rate = USD { $usd } at { $rate } of { $day }, { $source }
page-term = Runs
page-ends-was = (was { $day })
page-signed = signed { $day }
page-fund = For
page-support = Support cost
page-support-cost = { $percent } { $basis }: { $cost }, net { $net }
page-levy = Levy
page-nature = Kind of money
page-years-of-use = Years of use
page-end-moved = end { $from } → { $to }
standing-signed = { $count } signed, open USD { $amount }
standing-pipeline = { $count } in the pipeline, USD { $amount }
standing-pledged = { $count } pledged, unsigned USD { $amount }
standing-overdue = { $count } overdue, USD { $amount }

# Flagship programmes
matrix-title = Donors by flagship programme, USD
matrix-donor = Donor
matrix-all = All donors
refused-title = Not saved, and why. Enter or Esc leads back.
