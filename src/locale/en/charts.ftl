# Charts.
chart-unit = USD million
chart-share = share
chart-core = core
chart-earmarked = earmarked
chart-open = open
chart-weighted = weighted
chart-not-stated = Not stated
chart-no-year = No year of use
chart-region-other = Europe and others, of no programme region
chart-region-none = Of no country
chart-other-countries = { $count } other countries
chart-all-others = All { $count } others
chart-share-upto = Shares are added up from the largest down.
chart-without-rate = { $count ->
    [one] { $count } instalment without a rate is left out
   *[other] { $count } instalments without a rate are left out
}
picture-targets = Funds against their targets
picture-about-targets = Received in the years of the plan and signed to come, of the target of each fund.
picture-years = Money by year
picture-about-years = Received by year: core (unearmarked) and earmarked.
picture-ageing = Overdue instalments by age
picture-about-ageing = What is open of instalments whose day has passed.
picture-funds = Money by fund and year
picture-about-funds = Received, by year.
picture-earmarking = Money by earmarking and year
picture-about-earmarking = Received, by year.
picture-regions = Money by region
picture-about-regions = Received in the year, by the region of the donor.
picture-categories = Money by partner category
picture-about-categories = Received in the year, by the category of the partner.
picture-world = World
picture-about-world = Received in the year: regions where they lie, and the largest countries.
picture-concentration = Concentration
picture-about-concentration = The largest donors of the year, and what remains without them.
picture-forecast = Forecast to the end of the plan
picture-about-forecast = Received, signed to come, and the weighted pipeline, by year of use.
about-charts = Targets, years, regions, concentration, forecast
cli-about-chart = Show a chart: targets, years, funds, earmarking, regions, categories, world, concentration, ageing, forecast
cli-arg-chart = Name of the chart
cli-no-chart = No chart is called “{ $name }”. There are: { $known }.
key-charts = charts
help-charts = Charts: funds against targets, money by year, region, category and donor, ageing, forecast.
screen-charts = Charts
chart-heat = The darker, the more. Left and right choose a year.
