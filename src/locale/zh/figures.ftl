# 各项数字的名称及其计算方法。

figure-unknown = 没有名为“{ $name }”的数字。可用的有：{ $known }。

figure-income = 已收到的收入
figure-core-received = 已收到的核心捐款
figure-core-gap = 核心预算缺口
figure-core-donors = 提供核心资金的国家政府
figure-largest-ten-share = 最大捐助者所占比例
figure-donors = 当年捐款的捐助者
figure-donors-new = 新捐助者
figure-donors-returning = 回归的捐助者
figure-donors-continuing = 持续捐款的捐助者
figure-donors-lapsed = 停止捐款的捐助者
figure-donors-last-not-this = 去年捐过、今年未捐
figure-donors-some-not-this = 往年捐过、今年未捐
figure-focal-points = 已设立的捐助方协调人
figure-donor = 从一个捐助者收到的资金
figure-contribution = 一笔捐款的美元价值
figure-fund = 一个基金的收入

figure-rule-income = 按基金和年份，将收到的款项按收款当日的美元价值相加。更正款项按其正负号计入。认捐和已签署的协议不算收入。
figure-rule-core-received = 将当年从政府和其他方面收到的非专用款项按收款当日的美元价值相加。
figure-rule-core-gap = 当年核准的核心预算，减去记录显示当年收到的非专用款项。预期款项不是已收到的款项，不予扣减。
figure-rule-core-donors = 当年非专用捐款（含更正款项）合计大于零的政府合作伙伴数目。
figure-rule-largest-ten-share = 当年最大捐助者的捐款，除以当年全部收入，四舍五入到千分之一。
figure-rule-donors = 当年捐款合计大于零的捐助者数目。
figure-rule-donors-new = 当年捐款、此前任何一年都未捐款的捐助者数目。
figure-rule-donors-returning = 当年捐款、更早的年份捐过、但紧接之前的几年未捐款的捐助者数目。
figure-rule-donors-continuing = 当年捐款、且紧接之前的几年中至少有一年捐款的捐助者数目。
figure-rule-donors-lapsed = 去年捐款、今年尚未捐款的捐助者数目。
figure-rule-donors-last-not-this = 去年捐款、今年尚未捐款的捐助者。
figure-rule-donors-some-not-this = 以往某一年捐过款、今年尚未捐款的捐助者。
figure-rule-focal-points = 当日至少担任一个捐助者主要协调人的在职协调人数目。
figure-rule-donor = 将该捐助者的全部捐款按收款当日的美元价值相加，更正款项按其正负号计入。
figure-rule-contribution = 以原币种表示的金额，除以汇率（每一美元合该币种的单位数）。
figure-rule-fund = 将该基金收到的款项按收款当日的美元价值相加。

# 文件未作界定之处所采用的定义。
definition-plan-years = 计入的年份：{ $from } 年至 { $until } 年，即“{ $plan }”的年份。
definition-status = 某一年的捐款合计大于零，才算该年捐过款。“回归”指此前 { $years } 年未捐款。文件没有界定，由设置“returning-after-years”规定。
definition-gave = 某一年的捐款（含更正款项）合计大于零，才算该年捐过款。
definition-core-donors = 政府指 PC1 类合作伙伴。指标计算的是会员国数目；文件中印作美元之处为误印。
definition-largest = 最大的 { $count } 个捐助者是当年捐款合计最高者。合计不大于零的捐助者不在其中，但其更正款项仍计入作为除数的收入。
definition-focal-points = 以 { $day } 为准。文件没有说明指标计算的是捐助者还是工作人员；此处计算工作人员，并列出捐助者数目。
definition-usd = 结果四舍五入到分，半分向远离零的方向进位。
definition-usd-itself = 金额以美元计，无须折算。

# 记录未计入的原因。
left-no-rate = { $amount } 没有汇率，因此没有美元价值。

# 数字的构成。
part-fund = { $fund }，{ $year } 年
part-fund-not-stated = 未注明基金，{ $year } 年
part-year = { $year } 年收到
part-target = 指标
part-approved = 核准数
part-received = 已收到（据记录）
part-received-published = 已收到（据公布）
part-largest = 最大的 { $count } 个捐助者的捐款
part-all-income = 当年全部收入
part-donors-led = 由其负责的捐助者
part-amount = 金额
part-rate = 每一美元合该币种的单位数
part-rate-day = 汇率日期
part-rate-source = 汇率来源
part-changed-since = { $day } 之后改动或新增的记录：按当时的内容读取，当时没有的不计

# 尚待补全的记录。
need-engagements-overdue = { $count } 项合作行动已过期限
need-documents-expired = { $count } 份文件已过期
need-no-rate = { $count } 笔捐款没有汇率
need-no-lead = { $count } 个近两年的捐助者没有协调人
need-no-category = { $count } 个合作伙伴没有类别
need-no-fund = { $count } 笔捐款未注明基金
need-no-email = { $count } 个联系人没有电子邮件
