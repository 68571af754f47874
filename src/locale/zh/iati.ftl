# IATI 标准的文件：有何问题、含有什么、取用什么、发布什么。

# 不是 XML，或不完整。
iati-no-xml = 文件中没有 XML。需要 IATI 活动文件或组织文件。
iati-root = 文件以 <{ $element }> 开头。需要 <iati-activities> 或 <iati-organisations>。
iati-document-type = 文件声明了文档类型。IATI 文件没有这种声明，它可以定义占满内存或读取其他文件的实体：因此不读取任何内容。请删去以 <!DOCTYPE 开头的一行。
iati-entity = 实体“&{ $name };”不是 XML 的五个实体（amp、lt、gt、quot、apos）之一。请直接写出该字符。
iati-mark-open = 此处开始的注释或标签没有结束。
iati-mark-too-long = 此处开始的注释或标签过长。
iati-broken-tag = 此处标签损坏：多余的“<”，或缺少引号。
iati-not-closed = 此处开始的元素在下一个元素或文件末尾之前没有结束。
iati-cut = 文件在最后一个元素结束之前中断：可能被截断。
iati-too-large = 该活动超过 24 MB，已略过。
iati-too-deep = 元素嵌套超过 { $most } 层。
iati-not-well-formed = XML 格式不正确：{ $error }
iati-not-utf-8 = 此处的字符不是文件应使用的 UTF-8 编码，显示为“�”。
iati-stray = 活动之间出现了 <{ $element }>。标准在此处没有任何内容。

# 架构。
iati-version-old = 标准已不再支持 { $version } 版。文件照常读取，但不按第 2 版架构核对。
iati-version-unknown = “{ $version }”不是标准的版本。需要例如 2.03。
iati-version-other = 文件注明 { $version } 版，按 { $ours } 版核对。
iati-element-unknown = 此处不能有 <{ $element }>。
iati-element-late = <{ $element }> 必须在 <{ $after }> 之前。
iati-element-twice = <{ $element }> 在此处只能出现一次。
iati-element-missing = 缺少 <{ $element }>。
iati-attribute-unknown = 此处不能有属性“{ $attribute }”。
iati-attribute-missing = 缺少属性“{ $attribute }”。
iati-text-here = 此处不能有文字：“{ $text }”。
iati-wanted-decimal = { $name } 是“{ $text }”。需要例如 1250000.50 的数字，不带指数或千位分隔符。
iati-wanted-day = { $name } 是“{ $text }”。需要例如 2021-08-31 的日期。
iati-wanted-instant = { $name } 是“{ $text }”。需要例如 2021-08-31T12:00:00Z 的时刻。
iati-wanted-flag = { $name } 是“{ $text }”。需要 1 或 0。
iati-wanted-count = { $name } 是“{ $text }”。需要整数。
iati-wanted-word = { $name } 是“{ $text }”。需要不含空格的一个词。

# 代码。
iati-code-unknown = “{ $code }”不在代码表 { $list } 中。
iati-code-not-listed = “{ $code }”不在代码表 { $list } 中；该表并不包含所有代码。
iati-code-withdrawn = “{ $code }”（{ $name }）已从代码表 { $list } 中撤销 { $day }。
iati-identifier-twice = 同一标识符已在第 { $first } 行出现。

# 规则。
iati-rule-other = 未遵守标准的一条规则。
iati-rule-identifier = “{ $text }”应以报告组织的标识符加连字符开头，后接活动自己的编号。
iati-rule-own-identifier = 活动使用了组织的标识符。活动需要自己的标识符。
iati-rule-agency = “{ $text }”应以登记机构的代码开头，例如 XM-DAC 或 GB-COH。
iati-rule-characters = “{ $text }”不能含有 / & | ?。
iati-rule-spaces = “{ $text }”的首尾有空格或换行。
iati-rule-future = { $day } 在未来。
iati-rule-order = { $start } 晚于应在其后的 { $end }。
iati-rule-year = 从 { $start } 到 { $end } 的期间超过一年。
iati-rule-within = { $day } 不在从 { $start } 到 { $end } 的期间内。
iati-rule-percent = “{ $text }”不是 0 到 100 之间的百分比。
iati-rule-each-percent = 有多项时，每项都要注明百分比。
iati-rule-hundred = 百分比合计为 { $sum }，不是 100。
iati-rule-single-percent = 只有一项时，百分比应为 100 或不注明。
iati-rule-dac-sector = 除其他部门外，还应注明经合组织发援会部门（词汇表 1）。
iati-rule-dac-aid = 除其他援助类型外，还应注明经合组织发援会援助类型（词汇表 1）。
iati-rule-one-aid = 每个词汇表只需一个援助类型。
iati-rule-own-code-named = 发布者自己的代码须附名称。
iati-rule-place = 国家和区域应注明在活动上，或注明在每笔交易上，不能两处都有。
iati-rule-language = 整体和此处文字都没有注明语言。
iati-rule-currency = 整体和此处金额都没有注明货币。
iati-rule-narrative = 缺少文字。
iati-rule-organisation = 组织需要标识符或名称。
iati-rule-start = 缺少活动的开始日期（计划或实际）。
iati-rule-significance = 标记需要注明其重要程度。
iati-rule-sector = 缺少部门：应注明在活动上或每笔交易上。
iati-rule-sector-once = 部门应注明在活动上，或注明在每笔交易上，不能两处都有。
iati-rule-value = 缺少数值，而该指标是计数的。
iati-rule-number = 数值应为数字：该指标是计数的。
iati-rule-no-value = 该指标是文字性的，不应有数值。
iati-rule-reference = 参考代码应注明在成果上或其指标上，不能两处都有。

# 检查。
iati-about-check = 要检查的文件：“iati”加路径
iati-checked = { $version } 版：活动 { $activities }，组织 { $organisations }，交易 { $transactions }
iati-found = 严重 { $critical }，错误 { $errors }，警告 { $warnings }
iati-sound = 没有问题。
iati-finding = 第 { $line } 行
iati-grade-critical = 严重
iati-grade-error = 错误
iati-grade-warning = 警告
iati-more = 另有 { $count } 项已计数而未显示。
iati-check-what = “{ $text }”无法检查。需要：check iati 文件。
iati-check-file = 哪个文件？需要：check iati 文件。
iati-amount = “{ $text }”不是金额。需要例如 1250000.50 的数字。
codelist-wanted = 该文件不是官方代码表。需要以 <codelist name="..."> 开头的文件。

# 发布的内容。
iati-us = 联合国人类住区规划署（人居署）
iati-name-withheld = 不公开名称
iati-of-agreement = 人居署根据与{ $donor }的协议收到的款项。
iati-pledges = 对人居署的认捐，{ $year } 年
iati-about-pledges = 已表示但尚未签署的款项，不计为收入。
iati-contributions = 对人居署的捐款，{ $year } 年
iati-contributions-of = 对人居署的捐款，{ $year } 年：{ $earmarking }
iati-about-contributions = 人居署未签专门协议而收到的款项。仅记录年份的，日期为 12 月 31 日。负数为对以往年份的更正。
iati-results = 人居署资源调动战略的成果
iati-about-results = 资源调动战略的指标和目标，以及已报告的数值。
iati-area = 领域：{ $area }
iati-embargo = 设置“iati-embargo”为“{ $text }”。需要天数，或例如 2021-06-30 的日期。
iati-published = 活动 { $activities }，交易 { $transactions }：{ $path }
iati-published-organisation = 组织：{ $path }
iati-kept-confidential = 因保密或不公开而未发布：{ $count }
iati-kept-embargo = 因未过禁发期而未发布：{ $count }
iati-kept-agreement = 因其协议未发布而未发布：{ $count }
iati-export-where = 写到哪里？请指明存放两个文件的文件夹，或以 .xml 结尾的活动文件：--out iati

# 从文件取用的内容。
iati-refused = { $place }：{ $reason }
iati-progress = 已读 { $of } kB 中的 { $done } kB，还需 { $left } 秒。按 Ctrl-C 停止并撤销已写入的内容。
iati-about-us = 与人居署有关：活动和组织 { $entries }，给人居署的交易 { $transactions }
iati-broken = 因损坏而未读：{ $count }
iati-counts = { $kind }：新增 { $new }，更改 { $changed }，相同 { $same }，拒绝 { $rejected }
iati-implied = 未注明接收方。执行机构只有人居署，因此按人居署的款项取用。
iati-names-us = 该活动提到人居署，但没有给人居署的款项：未取用任何内容。
iati-nothing = “{ $text }”不足其货币的最小单位，已略去。
iati-rounded = “{ $text }”已舍入为 { $read }。
iati-no-day = 缺少日期。
iati-no-currency = 金额和活动都没有注明货币。
iati-donor-unknown = 这里没有标识符“{ $text }”，文件也没有给出名称。请填入伙伴的 iati 字段，或添加该伙伴。
iati-with-agreement = 该活动的协议未取用，因此其款项也未取用：修正后可再次读取文件。

# 代码表。
cli-about-codelist = IATI 标准的代码表：列出、显示、按较新的文件更新
cli-arg-codelist-what = list、show 或 update
cli-arg-codelist-which = show 时为代码表名称，例如 Sector；update 时为代码表的官方文件
codelist-which = 哪一个？需要：codelist { $what } 加代码表名称，或较新代码表的文件。
codelist-unknown = 没有代码表“{ $name }”。“codelist list”列出全部名称。
codelist-withdrawn = 已撤销
codelist-updated = { $list }：新增 { $new }，更改 { $changed }，撤销 { $withdrawn }
more-publish = 发布（IATI）
about-publish = 写出可发布的内容并核对，存入导出文件夹
said-published = 核对无误：已写出 { $activities } 项活动，未发布 { $kept } 条：{ $path }
said-published-unsound = 未遵守标准，见“pledgebook check iati”：已写出 { $activities } 项活动，未发布 { $kept } 条：{ $path }

# 国际援助透明度倡议标准文件的界面。
screen-import-activities = 导入：国际援助透明度倡议标准的活动
iati-version = IATI { $version } 版
iati-holds = 文件含有
iati-holds-all = 活动 { $activities }，组织 { $organisations }，交易 { $transactions }
iati-of-it-ours = 与人居署有关
iati-holds-ours = 提及 { $entries } 项，给人居署的交易 { $transactions } 笔
iati-not-readable = 损坏
iati-notes = 值得注意
iati-enter-shows = 按 Enter 查看
iati-trying = 试运行：{ $of } kB 中的 { $rows } kB，还需 { $left } 秒。按 Esc 停止。
iati-writing = 正在写入：{ $of } kB 中的 { $rows } kB，还需 { $left } 秒。按 Esc 停止并撤销。
