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
figure-pledged-outstanding = 已认捐未签署
figure-signed = 已签署
figure-signed-not-received = 已签待收
figure-pipeline = 筹资管道
figure-pipeline-weighted = 加权筹资管道
figure-fund-gap = 计划缺口
figure-instalments-overdue = 逾期分期付款
figure-support-cost = 方案支助费
figure-levy = 协调征费
figure-forecast = 计划期末预测

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
figure-rule-pledged-outstanding = 每项未被后续版本取代的认捐，减去其下已签署的金额，不低于零。认捐仅供显示，不计入其他合计。
figure-rule-signed = 按签署日计的协议及其修正之和，按当日美元价值计算。已签署的金额在收到之前不是收入。
figure-rule-signed-not-received = 每份已签署协议连同修正，减去其下已收和已核销的金额，不低于零。计划期之后的使用年份不计；已收款项先计入最早年份。
figure-rule-pipeline = 处于未签阶段的协议之和，计至计划期末的使用年份，不加权。
figure-rule-pipeline-weighted = 处于未签阶段的每份协议按其阶段的概率加权，半分向远离零舍入；计至计划期末的使用年份。它不是收入，也不减少缺口。
figure-rule-fund-gap = 计划目标减去计划年份内已收，再减去其间已签待收。低于零表示已超过目标。
figure-rule-instalments-overdue = 到期日已过的每期付款的未结金额：应付金额减去已收和已核销。
figure-rule-support-cost = 这些年份内签署的每份协议的支助费：含在金额内时为金额减去 金额/(1+费率)，另加时为 金额×费率。
figure-rule-levy = 这些年份内签署且注明适用征费的每份协议：美元价值×费率。
figure-rule-forecast = 计划年份内已收、其间已签待收以及加权筹资管道。这是估计：三者仅在此处相加。

# 文件未作界定之处所采用的定义。
definition-plan-years = 计入的年份：{ $from } 年至 { $until } 年，即“{ $plan }”的年份。
definition-status = 某一年的捐款合计大于零，才算该年捐过款。“回归”指此前 { $years } 年未捐款。文件没有界定，由设置“returning-after-years”规定。
definition-gave = 某一年的捐款（含更正款项）合计大于零，才算该年捐过款。
definition-core-donors = 政府指 PC1 类合作伙伴。指标计算的是会员国数目；文件中印作美元之处为误印。
definition-largest = 最大的 { $count } 个捐助者是当年捐款合计最高者。合计不大于零的捐助者不在其中，但其更正款项仍计入作为除数的收入。
definition-focal-points = 以 { $day } 为准。文件没有说明指标计算的是捐助者还是工作人员；此处计算工作人员，并列出捐助者数目。
definition-usd = 结果四舍五入到分，半分向远离零的方向进位。
definition-usd-itself = 金额以美元计，无须折算。
definition-signed = “已签署”指阶段为已签署且签署日已到。
definition-pledged = 认捐之下计入指明该认捐或其被取代版本的协议。
definition-overdue = 截至 { $day }。以其他货币收到的金额按其美元价值计。
definition-gap = 加权筹资管道列于缺口之旁，不从中扣减。未注明基金的款项不减少任何基金的缺口。
definition-forecast = 使用年份表明预计款项所属年份；没有使用年份的协议计至计划期末。
definition-usd-by-hand = 汇率随金额手工给出，优先于公布的汇率。结果四舍五入到分，半分向远离零的方向进位。

# 记录未计入的原因。
left-no-rate = { $amount } 没有汇率，因此没有美元价值。
left-no-amount = 尚无金额。
left-no-usd = 没有美元价值。
left-levy-not-stated = 未注明征费是否适用。
left-no-charge = 未注明方案支助费。

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
part-rate-published = 当日公布的汇率
part-changed-since = { $day } 之后改动或新增的记录：按当时的内容读取，当时没有的不计
part-after-plan = 计划期之后的使用年份，未计
part-age-30 = 0 至 30 天
part-age-90 = 31 至 90 天
part-age-365 = 91 至 365 天
part-age-older = 365 天以上
part-signed-to-come = 已签待收
part-pipeline-weighted = 加权筹资管道
part-forecast-year = { $year } 年待收（含加权管道）
part-expected = 预期（未计入）：{ $kind }
part-reserve = 一般财政准备金
part-without-largest = 不计最大 { $count } 个后的余额

# 尚待补全的记录。
need-engagements-overdue = { $count } 项合作行动已过期限
need-documents-expired = { $count } 份文件已过期
need-no-rate = { $count } 笔捐款没有汇率
need-no-lead = { $count } 个近两年的捐助者没有协调人
need-no-category = { $count } 个合作伙伴没有类别
need-no-fund = { $count } 笔捐款未注明基金
need-no-email = { $count } 个联系人没有电子邮件
need-instalments-overdue = { $count } 笔分期付款逾期
need-agreements-late = { $count } 份协议已过预期签署日
need-agreement-no-rate = { $count } 份协议没有汇率
need-early = { $count } 笔捐款早于协议开始日
