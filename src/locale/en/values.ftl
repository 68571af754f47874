# How values are written and read: flags, what is not known, and typed days, amounts and rates that cannot be taken.

day-wanted = “{ $text }” is not a day. Write 2021-08-31, 31 aug 21, today, +30d or eoy.
day-two-readings = “{ $text }” could be { $first } or { $second }. Write the one you mean.
day-not-in-calendar = The calendar has no day “{ $text }”. Write year-month-day, as in 2021-08-31.
day-not-in-month = There is no day “{ $text }”: the month ends on { $last }.
day-too-far = “{ $text }” goes beyond the calendar, which ends with the year 9999.
span-wanted = “{ $text }” is neither a day nor a year. Write 2019-05-03, 3 may 2019 or 2019.

money-wanted = “{ $text }” is not an amount. Write 1,250,000.50, 20.8m USD or 800k EUR.
money-two-readings = “{ $text }” could be { $first } or { $second }. Write the one you mean without a thousands mark.
money-too-many-decimals = { $digits ->
    [0] “{ $text }” has decimals, and { $currency } has none.
   *[other] “{ $text }” has too many decimals: { $currency } has { $digits }.
}
money-other-mark = “{ $text }” is not written as the rest of the file, where “{ $mark }” opens decimals.
money-too-large = “{ $text }” is too large to be kept exactly.
money-currency-unknown = There is no currency “{ $code }”. Write its three-letter ISO 4217 code, as in USD or EUR.
money-two-currencies = { $first } and { $second } are two currencies. An amount has one, and amounts of two are not added.
money-sign-shared = “{ $sign }” stands for several currencies. Write the code instead: { $codes }.
money-plain-wanted = “{ $text }” is not a plain number. Write digits with a point for decimals and no thousands mark, as in 1250000.50.
money-plain-decimals = “{ $text }” has too many decimals: at most { $digits } here.

rate-wanted = “{ $text }” is not a rate. Write the units of local currency for one US dollar, as in 655.957.
rate-above-zero = A rate is above zero, and “{ $text }” is not.
rate-two-readings = “{ $text }” could be { $first } or { $second }. Write the one you mean with a point for decimals.
rate-too-long = “{ $text }” is too long for a rate, which has at most { $digits } significant digits.
rate-dollar-is-one = The rate of the US dollar is exactly 1, not { $text }.
rate-moves = The rate of { $day } is { $old } and this one is { $new }, a move of { $percent } %. If it is right, set checked to yes.
rate-upside-down = The rate of { $day } is { $old } and this one is { $new }, a move of { $percent } %. Rates are units of local currency per US dollar; the other way round it would be { $inverse }. If { $new } is right, set checked to yes.
