# 数值的写法与读法：是否、未知，以及无法采用的日期、金额和汇率。

day-wanted = “{ $text }”不是日期。请写成 2021-08-31、2021年8月31日、today（今天）、+30d（30 天后）或 eoy（年底）。
day-two-readings = “{ $text }”可能是 { $first }，也可能是 { $second }。请写明是哪一天。
day-not-in-calendar = 日历上没有“{ $text }”这一天。请按年-月-日填写，例如 2021-08-31。
day-not-in-month = 没有“{ $text }”这一天：该月最后一天是 { $last }。
day-too-far = “{ $text }”超出了日历范围，日历到 9999 年为止。
span-wanted = “{ $text }”既不是日期也不是年份。请写成 2019-05-03、2019年5月3日或 2019。

money-wanted = “{ $text }”不是金额。请写成 1,250,000.50、20.8m USD（2080 万美元）或 800k EUR（80 万欧元）。
money-two-readings = “{ $text }”可能是 { $first }，也可能是 { $second }。请写明是哪一个，不要加千位分隔符。
money-too-many-decimals = { $digits ->
    [0] “{ $text }”带有小数，而 { $currency } 没有小数位。
   *[other] “{ $text }”的小数位过多：{ $currency } 只有 { $digits } 位小数。
}
money-other-mark = “{ $text }”的写法与文件其余部分不同：文件中小数用“{ $mark }”。
money-too-large = “{ $text }”过大，无法精确保存。
money-currency-unknown = 没有“{ $code }”这种货币。请填写 ISO 4217 三字母代码，例如 USD 或 EUR。
money-two-currencies = { $first } 和 { $second } 是两种货币。一笔金额只能有一种货币，不同货币的金额不能相加。
money-sign-shared = “{ $sign }”可以指多种货币。请改写代码：{ $codes }。
money-plain-wanted = “{ $text }”不是规范的数字。请只用数字，小数点用“.”，不加千位分隔符，例如 1250000.50。
money-plain-decimals = “{ $text }”的小数位过多：这里最多 { $digits } 位。

rate-wanted = “{ $text }”不是汇率。请填写一美元可兑换的当地货币数量，例如 655.957。
rate-above-zero = 汇率必须大于零，“{ $text }”不符合。
rate-two-readings = “{ $text }”可能是 { $first }，也可能是 { $second }。请用“.”作小数点，写明是哪一个。
rate-too-long = “{ $text }”作为汇率过长，汇率最多有 { $digits } 位有效数字。
rate-dollar-is-one = 美元的汇率恰好为 1，不能是 { $text }。
rate-moves = { $day } 的汇率是 { $old }，这里是 { $new }，变动 { $percent }%。如果无误，请将“已核实”设为是（checked=yes）。
rate-upside-down = { $day } 的汇率是 { $old }，这里是 { $new }，变动 { $percent }%。汇率是一美元可兑换的当地货币数量；反过来则是 { $inverse }。如果 { $new } 无误，请将“已核实”设为是（checked=yes）。
