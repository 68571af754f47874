# The command line: its commands, options and answers.

cli-about = 在终端里管理人居署的捐助方、伙伴和资金，全部存于一个文件。不带命令时打开界面。
cli-after-help = “pledgebook help 命令”给出某个命令的详细说明。退出码：0 完成，1 发现问题，2 失败。
cli-usage = 用法
cli-heading-commands = 命令
cli-heading-options = 选项
cli-heading-arguments = 参数和选项

cli-about-init = 新建文件，并装入文件规定的参考数据
cli-about-list = 按词语和条件列出某类记录
cli-about-show = 显示一条记录
cli-about-add = 新增一条记录
cli-about-set = 修改记录的字段
cli-about-rm = 把记录移入回收站，或从中取回
cli-about-restore = 用备份替换文件，或列出各个备份
cli-about-undo = 撤销您最近的操作，或按编号撤销任一操作
cli-about-redo = 重做您刚撤销的操作
cli-about-history = 显示谁在何时改了什么
cli-about-status = 显示总体状况：收入、核心预算、捐助方、尚缺的内容
cli-about-results = 显示每项指标的基线、目标、数值和进展
cli-about-figures = 列出每个数字及其规则和出处
cli-about-explain = 显示一个数字及构成它的记录
cli-about-import = 从他人的文件读入记录：CSV、TSV、XLSX、ODS、JSON 或 IATI
cli-about-rates = 为尚无美元值的款项填入当日汇率：rates fill
cli-about-export = 把记录写成 CSV、电子表格或 JSON
cli-about-backup = 完整复制文件并核对
cli-about-check = 检查文件、各个值和各处引用
cli-about-completions = 输出命令行补全脚本
cli-about-man = 输出手册页
cli-about-help = 显示本帮助，或某个命令的帮助

cli-arg-db = 使用此文件，而非默认文件
cli-arg-demo = 使用 2010 至 2020 年公开数字的一次性副本
cli-arg-as-of = 一切按此日计算：2020-12-31、31 dec 20、eoy
cli-arg-lang = 使用此语言：en、zh
cli-arg-json = 以 JSON 回答
cli-arg-lean = 为慢速线路绘制：更少的标记和列，停顿后才搜索。通过 SSH 且线路缓慢时自动启用；--lean=no 关闭
cli-arg-help = 显示帮助
cli-arg-version = 显示版本
cli-arg-init-file = 新文件的位置；不写则用默认位置
cli-arg-kind = 记录类别：partner、contribution、contact、rate 等
cli-arg-which = 哪条记录：编号、代码或名称
cli-arg-query = 要查找的词语，以及条件，如 country=NOR stage!=giving "amount>1000" sort=-total
cli-arg-limit = 至多输出多少条
cli-arg-columns = 输出这些字段和计算列，以逗号分隔
cli-arg-sort = 按这些列排序，以逗号分隔；前面加 - 为倒序
cli-arg-bin = 列出回收站里的记录
cli-arg-values = 字段和值；“字段=”清空该字段
cli-arg-action = 操作编号，见 history
cli-arg-rates = 要做什么：fill（填入）
cli-arg-figure = 数字名称，见“pledgebook figures”
cli-arg-year = 数字所属年份
cli-arg-import-file = 文件；- 表示从管道读入
cli-arg-value = 我方字段 FIELD 中，对方的值 A 即我方的 B；可重复
cli-arg-decimal = 小数用的符号：point（点）或 comma（逗号）
cli-arg-days = 用三个数字书写日期时的顺序
cli-arg-sheet = 工作簿中的工作表，按名称或序号；否则为第一个
cli-arg-header = 给出列名的行；否则自动查找
cli-arg-forget = 不沿用以前对此标题行所作的说明
cli-arg-map = 对方的列 A 即我们的字段 B；“A=-”表示不用
cli-arg-set = 每一行的字段 A 都是 B
cli-arg-where = 只取列 A 为 B 的行；可重复，用于其他列或同一列的其他值
cli-arg-create = 新建尚不存在的伙伴
cli-arg-apply = 写入；不写此项则不作任何改动
cli-arg-out = 写入此文件；未写类别时写入此文件夹；- 为终端
cli-arg-format = 写成何种格式；未写时看文件扩展名，否则为 csv
cli-arg-export-columns = 只写这些列，名称同列表；未写时写全部字段
cli-arg-mark = CSV 以字节顺序标记开头，电子表格由此识别 UTF-8
cli-arg-export-kind = 记录类别，或 iati（要发布的内容）；不写则每类一个文件
cli-arg-safe = 使电子表格会当作公式执行的单元格无害
cli-arg-backup = 副本的位置；不写则放入该文件的备份
cli-arg-shell = bash、zsh、fish、elvish 或 powershell
cli-arg-verb = 命令

cli-import-help = “import iati 文件”读取 IATI 标准的文件。表格的列按字段名识别，也按他方文件中常见的写法识别（donor、year、amount_usd、contributor_type）。记录按编号、代码或名称匹配；捐款行按其内容匹配，因此同一文件读入两次不会重复增加。空单元格不改变任何内容。有问题的行会逐一说明，并连同原因保存在文件旁边。

cli-no-command = 没有“{ $name }”这个命令。
cli-unknown-argument = 此处无法识别“{ $name }”。
cli-missing-argument = 缺少：{ $name }
cli-wrong-value = “{ $value }”不能作为 { $name }。{ $known }
cli-conflict = { $name } 和 { $other } 不能同时使用。
cli-see-help = “pledgebook help”说明可以怎样写。
cli-no-kind = 没有“{ $name }”这类记录。类别有：{ $known }。
cli-no-language = 本程序没有语言“{ $code }”。语言有：{ $known }。
cli-no-home = 没有可存放默认文件的主文件夹。请用 --db FILE 指明文件。
cli-no-value = “{ $text }”不是“名称=值”的形式。
cli-computed = { $name } 由其他字段计算得出，不能填写。
cli-export-folder = 请写明类别，或用 --out FOLDER 指明存放各类文件的文件夹。
cli-cannot-write = 无法写入 { $path }：{ $error }
cli-migrated = 文件原为版本 { $from }，现已更新。原样副本在 { $backup }。
cli-clash = { $field }：{ $who } 已于 { $at } 将其改为“{ $theirs }”；您写的是“{ $mine }”。未写入任何内容。
cli-deleted-meanwhile = { $who } 已于 { $at } 将此记录移入回收站。未写入任何内容。

cli-made = 已新建 { $path }
cli-export-progress = { $rows } 行
cli-exported = { $count ->
   *[other] 已将 { $count } 条记录写入 { $path }
}
cli-removed = 已移入回收站：{ $title }。“pledgebook undo”可恢复。
cli-restored = 已从回收站恢复：{ $title }
cli-undone = { $records ->
   *[other] 已撤销：{ $title }（{ $records } 条记录）
}
cli-redone = { $records ->
   *[other] 已重做：{ $title }（{ $records } 条记录）
}
cli-taken-back = 已被 { $by } 撤销

cli-check-whole = 文件完好；每个值都可读，每处引用都有着落。
cli-check-broken = 文件此处损坏：{ $what }
cli-check-reference = 此引用不指向任何记录：{ $text }
cli-check-form = “{ $text }”应写作“{ $wanted }”。

cli-not-formed = 无法得出
cli-head-code = 代码
cli-head-indicator = 指标
cli-head-baseline = 基线
cli-head-goal = 目标
cli-head-today = 现值
cli-head-standing = 进展
cli-head-from = 来源
cli-head-record = 记录
cli-head-when = 时间
cli-head-adds = 计入
cli-left-out = 未计入：{ $title }：{ $reason }
cli-head-fund = 资金
cli-head-target = 目标（美元）
cli-head-received = 已收（美元）
cli-fund-not-stated = 未注明资金
cli-status-core-gap = 核心预算缺口：公布 { $published }，记录 { $recorded }；预期 { $expected }，准备金 { $reserve }
cli-status-pledged = 已认捐未签署：{ $amount }
cli-status-core = { $year } 年核心预算：核定 { $approved }，公布已收 { $published }，记录已收 { $recorded }
cli-status-donors = { $year } 年捐助方：{ $donors } 个捐款，其中 { $core } 个政府向核心资金捐款；新增 { $new }，重返 { $returning }，持续 { $continuing }，流失 { $lapsed }
cli-status-largest = 最大的 { $count } 个捐助方占当年收入的 { $share }。
cli-status-without-rate = { $count ->
   *[other] { $count } 笔捐款没有汇率，未计入任何合计。
}

# Rates of the day.
cli-rates-title = 当日汇率
cli-rates-of = { $kind }：{ $filled } 条填入了当日汇率，{ $left } 条仍无汇率
cli-rates-none = 所有款项都有美元值。

cli-about-whatif = 比较协议处于其他状态时的结果；不保存任何内容
cli-arg-moves = 调整内容：协议=阶段、协议:amount=20m、协议:day=2021-06-30
cli-no-move = “{ $text }”没有调整任何内容。请写“协议=阶段”、“协议:amount=20m”或“协议:day=2021-06-30”。
cli-about-handover = 把业务移交给另一位协调人：捐助方、报告、行动和合作，作为一项操作
cli-about-engage = 为伙伴列出合作计划模板的任务，作为一项操作
cli-arg-handover-from = 移交人：协调人的代码或名称
cli-arg-handover-to = 接收人
cli-arg-handover-keep = 不移交的捐助方；可多次给出
cli-arg-handover-dry = 只显示双方移交前后的工作量，不写入
cli-arg-engage-partner = 伙伴：代码或名称
cli-arg-engage-plan = 合作计划模板的代码，例如 PROSPECT
cli-arg-engage-start = 任务开始日；不填则为今天
cli-handover-load = { $name }：主责捐助方 { $leads } → { $leads_then }，待交报告 { $reports } → { $reports_then }，行动 { $actions } → { $actions_then }
cli-about-documents = 说明缺少哪些重要文件，以及本地文件是否有变
cli-arg-documents-check = 读取登记的本地文件：消失、有变或相同
cli-arg-documents-hash = 为尚无 SHA-256 的本地文件保存其值
documents-same = 相同
documents-changed = 登记后有变
documents-not-hashed = 存在，尚未计算
documents-gone = 无法打开
documents-hashed = 已计算 { $count } 份
documents-hash-title = 文件的 SHA-256

# 共享文件的账户及其会话。
cli-about-account = 管理共享文件的账户
cli-about-session = 为账户打开界面；其密钥的强制命令
cli-arg-account-deed = 要做什么：add、list、role、suspend、resume、key 或 authorized-keys
cli-arg-account-words = 登录名；role 之后为角色；key 之后为 add 登录名 文件，或 remove 登录名 指纹
cli-arg-account-role = 新账户的角色：viewer、officer、manager、finance 或 administrator
cli-arg-account-key = 用于登录的密钥的 .pub 文件
cli-arg-account-focal-point = 以谁负责的捐助方为自己的范围，填联络人的代码或名称
cli-arg-session-name = 账户的登录名
cli-account-done = { $name }：完成。
cli-account-words = 请写 account add 登录名、list、role 登录名 角色、suspend 登录名、resume 登录名、key add 登录名 文件、key remove 登录名 指纹，或 authorized-keys。
cli-account-no-key = “{ $name }”没有指纹为 { $text } 的密钥。
cli-account-path = { $path } 不能写入密钥文件。请移到由普通字母组成的路径。
session-no-command = 此账户只能打开界面。登录时不要带命令，并使用终端。
cli-arg-server = 改为显示共享服务器的状况：会话、登录、缓慢的请求、等待、大小、最近的有效备份
