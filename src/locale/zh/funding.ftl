# 供资标签、资金表单和页面、旗舰方案的用语。

# 供资
funding-pipeline = 储备项目
funding-signed = 协议
sum-total = { $amount } 美元
sum-weighted = 加权 { $amount }
sum-open = 待收 { $amount } 美元
sum-outstanding = 未签 { $amount } 美元
sum-without-rate = { $count } 条无汇率未计
ageing-overdue = 逾期（美元）
ageing-days = { $first }–{ $last } 天
ageing-over = { $last } 天以上
form-usd = = { $usd } 美元，汇率 { $rate }
form-support = { $percent } { $basis }  { $cost }，总额 { $whole }
section-purpose = 方案、地点、文书
section-splits = 分摊
section-charges = 支助费和征费
section-nature = 集合、国内、实物
section-terms = 条件和阶段
section-rate = 汇率和来源

# 协议页面；捐助方各状态的资金
page-from = 捐助方
page-stage-now = 阶段
page-stage-before = 此前
page-stage = { $name }，自{ $since }起 { $days } 天
page-expected = 预计签署 { $day }
page-amount = 金额
page-total-now = 合计
page-with-amendments = 含 { $count } 项修正
page-weighted = 加权
page-received = 已收
page-open = 待收
page-no-rate = 当日无汇率，未计入美元
page-at-rate = { $usd } 美元，汇率 { $rate }（{ $day }，{ $source }）
page-term = 期限
page-ends-was = （原为{ $day }）
page-signed = 签署于 { $day }
page-fund = 用途
page-support = 支助费
page-support-cost = { $percent } { $basis }：{ $cost }，净额 { $net }
page-levy = 征费
page-nature = 资金性质
page-years-of-use = 使用年份
page-end-moved = 结束日 { $from } → { $to }
standing-signed = 已签 { $count } 项，待收 { $amount } 美元
standing-pipeline = 储备 { $count } 项，{ $amount } 美元
standing-pledged = 认捐 { $count } 项，未签 { $amount } 美元
standing-overdue = 逾期 { $count } 笔，{ $amount } 美元

# 旗舰方案
matrix-title = 捐助方与旗舰方案（美元）
matrix-donor = 捐助方
matrix-all = 所有捐助方
refused-title = 未保存，原因如下。按 Enter 或 Esc 返回。
