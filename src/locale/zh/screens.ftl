# 屏幕用语：标签、标题、菜单、刚才做了什么。
tab-1 = 首页
tab-2 = 捐助方
tab-3 = 协调人
tab-4 = 旗舰方案
tab-5 = 伙伴
tab-6 = 供资
tab-0 = 更多
as-of = 截至 { $day }
as-of-question = 截至哪一天？（留空：今天，全部记录）
screen-small = 窗口太小
screen-more = 清单、历史、设置
screen-history = 历史
screen-bin = 回收站
screen-drafts = 草稿
screen-help = 按键
status-working = 正在计算……按 Esc 停止

home-title = 目前状况
home-title-plan = 目前状况 · { $first }–{ $last } 年计划
home-income = 收入（百万美元）
home-target = 目标
home-received = 已收
home-signed = 已签待收
home-pipeline = 加权筹资
home-pledged = 已认捐未签署：{ $amount }
home-flagships = 旗舰方案
home-gap = 缺口
home-fund-not-stated = 未注明基金
home-without-rate = ! { $count } 笔捐款没有汇率，未计入任何合计
home-core = { $year } 年核心预算   核定 { $approved }   已收 公布 { $published } · 记录 { $recorded }
home-core-gap = { $year } 年核心缺口   公布 { $published } · 记录 { $recorded }   预期 { $expected }   准备金 { $reserve }
home-donors = { $year } 年捐助方
home-largest = 最大 { $count } 个占 { $share }
home-core-donors = { $core } 个政府提供核心资金
home-needs = 待办
home-nothing = 没有待办事项
home-drafts = { $count } 份表单尚未保存

list-donors = 捐助方
list-donors-without = 没有协调人的捐助方
list-partners = 所有伙伴
list-mine = 我的
list-marked = 已标记 { $count } 条
list-sorted = 按{ $column } { $arrow }
list-several = { $count } 条{ $kind }
list-loading = 正在读取……
list-empty = 还没有记录。按 n 新建。
list-no-match = 没有符合的记录。按 Esc 显示全部。
sort-title = 排序
sort-ascending = ↑
sort-descending = ↓
filter-title = 按哪个字段筛选？
filter-value = { $field }（值、>值、<值、!=值、- 表示为空）：
columns-title = 栏目：空格勾选，回车确定
view-title = 已存视图（Delete 删除）
view-name = 视图名称：
view-keep = 把当前清单存为视图
view-plain = 恢复原始清单
bulk-field = 修改 { $count } 条记录的哪个字段？
bulk-value = { $field }的新值
bulk-nothing = 没有需要修改的：内容已经相同。
choose-nothing = 没有符合输入的内容。
go-to-title = 转到任何记录或命令
palette-title = 此处可用的命令
explain-nothing-here = 此处没有可说明的数字。

page-donor = 捐助方
page-core = 核心
page-earmarked = 专用
page-total = 合计
page-lead = 协调人  { $name }（主责），自 { $since } 起
page-no-lead = 协调人  尚无
page-status = { $year } 年状态  { $status }
page-profile = 概况
page-history = 历史
page-none = 无
page-more = ……另有 { $count } 条
page-gone = 文件中已没有这条记录。
page-in-bin = 在回收站中
page-new-title = 为{ $title }新建
page-nothing-new = 这类记录之下没有其他记录。

form-new = 新建{ $kind }
form-edit = 编辑{ $kind }
form-kept = 草稿已保存
form-problems = { $count } 个问题，见相应字段旁
form-nothing = 没有改动。
form-dropped = 草稿已丢弃。
form-left = 草稿已保留。再次打开该记录，或按 0 选“草稿”，即可继续。
form-draft-back = 您 { $at }（UTC）的草稿在此。Ctrl-D 丢弃。
form-alike = ! 与以下相似：{ $names }

said-saved = 已保存：{ $title }
said-saved-remark = 已保存：{ $title } · { $remark }
said-saved-merged = 已保存：{ $title }。与他人同时的改动合并：{ $fields }
said-changed = 已修改 { $count } 条记录，作为一次操作。按 u 撤销。
said-restored = 已恢复 { $count } 条记录。
said-deleted = 已放入回收站：{ $title }。按 u 撤销。
said-deleted-money-stays = 已放入回收站：{ $title }。其捐款保留并计入合计。按 u 撤销。
said-undone = 已撤销：{ $title }。按 U 重做。
said-redone = 已重做：{ $title }
said-exported = 已写入：{ $path }
said-copied = 已复制。
said-read-only = 此文件为只读：可以查看，不能保存。
export-too-many = 导出文件夹中同名文件太多，请删除一些。

conflict-title = 两人同时修改一条记录：{ $title }
conflict-saved = 您编辑期间，{ $who } 于 { $at }（UTC）保存了{ $title }。
conflict-deleted = 您编辑期间，{ $who } 于 { $at }（UTC）把{ $title }放入回收站。您的草稿已保留。
conflict-merged = 无需询问已合并：对方 { $theirs }；您 { $mine }。
conflict-before = 原值
conflict-mine = 您
conflict-choice-open = t 用对方的，m 用我的，b 两者都留
conflict-choice-theirs = 保留对方的
conflict-choice-mine = 保留您的
conflict-choice-both = 两者都保留
conflict-no-both = 只有文字可以两者都保留。
conflict-open = 请先为每个字段选择：t、m 或 b。

explain-title = 说明：{ $figure }
explain-definition = 含义
explain-rule-from = 规则
explain-correction = 更正
explain-records = { $count } 条记录
explain-left-out = 未计入
explain-left-nothing = 无。没有缺少汇率的记录。
explain-left-count = { $count } 条记录：
explain-published = 公布
explain-differs = 与记录相差 { $difference }

history-what = 内容
history-when = 时间（UTC）
history-who = 人员
history-how = 方式
history-records = 记录数
history-undone = 已撤销
bin-kind = 类别
bin-empty = 回收站是空的。
drafts-title = 继续哪份表单？
drafts-none = 没有未保存的表单。
more-language = 语言
more-highlight = 整行突出显示所选行
language-en = English
language-zh = 中文

about-history = 所有操作及操作人；每次操作都可撤销
about-bin = 已删除的记录，可恢复
about-drafts = 尚未保存的表单
about-setting = 文件未作规定的定义
about-country = ISO 3166，六种语文的名称
about-region = 文件提到的区域和国家组
about-rate = 每一美元合本币单位数
about-currency = ISO 4217 及辅币单位
about-fund = 五个基金及其目标
about-earmarking = 资金的专用程度
about-donor-type = 捐助方和伙伴的类型
about-contact = 伙伴方人员
about-document = 有关伙伴的文件
about-engagement = 正在与谁开展什么工作
about-subprogramme = 变革领域
about-indicator = 战略的指标
about-observation = 指标的公布值
about-core-budget = 公布的核定额和已收额
about-plan = 计划及其年份
about-plan-target = 计划对各基金的要求
about-assignment = 谁负责谁，起止日期
help-introduction = 同一个键在各处作用相同。任何键造成的改变都可以撤销。Ctrl-P 可按文字转到任何记录或命令。
column-name = 名称
term-draft-kept = 您在表单中输入的内容已保存为草稿，下次启动时可继续。
home-all-donors = 共 { $all } 个捐助方捐款
home-new = 新增 { $count }
home-returning = 恢复 { $count }
home-continuing = 持续 { $count }
home-lapsed = 中断 { $count }

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

# 假设推演：仅在内存中调整的协议。
whatif-word = 假设推演
whatif-title = { $count ->
    [0] 假设推演 · { $total } 份协议 · 未作调整
   *[other] 假设推演 · { $total } 份协议 · 已调整 { $count } 份，未保存
}
whatif-title-largest = { $count ->
    [0] 假设推演 · { $total } 份协议中金额最大的 { $shown } 份 · 未作调整
   *[other] 假设推演 · { $total } 份协议中金额最大的 { $shown } 份 · 已调整 { $count } 份，未保存
}
whatif-empty = 没有进行中的协议，最近十二个月也没有签署协议。
whatif-agreement = 协议
whatif-head-stage = 阶段
whatif-head-day = 签署日期
whatif-head-usd = 百万美元
whatif-unit = 百万美元
whatif-all = 所有基金
whatif-now = 现状
whatif-then = 假设
whatif-difference = 差额
whatif-programmes = 旗舰方案：伙伴数、已筹金额（百万美元）
whatif-programmes-same = 旗舰方案：与现状相同
whatif-stage = “{ $title }”的阶段
whatif-amount = 金额（美元或协议货币）：
whatif-day = 签署日期；改到另一年时，使用年份随之移动：
whatif-leave = { $count } 份协议仅在内存中作了调整。再按一次 Esc 即离开并放弃这些调整。
