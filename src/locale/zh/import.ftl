# Reading files in: what was found, what was left out.

import-unreadable = 无法读取 { $path }：{ $error }
import-folder = { $path } 是文件夹。请指明其中的一个文件。
import-no-file = { $path } 不是可以重复读取的文件。请用“-”从管道读入。
import-not-text = { $path } 既不是文本，也不是可读取的工作簿。请将表格另存为 CSV 或 XLSX 后再导入。
import-empty = { $path } 没有给出列名的行。
import-column-twice = 有两列都叫“{ $column }”。请改其中一个的名称。
import-no-column = 文件中没有“{ $column }”这一列。文件的列有：{ $known }。
import-two-columns = “{ $first }”和“{ $second }”两列都表示 { $field }。请用 --map "{ $second }=-" 略去一列。
import-missing-columns = 没有列给出 { $columns }。文件的列有：{ $known }。请用 --map 对方列=我方字段 说明对应关系，或用 --set 字段=值 为所有行给出同一个值。
import-one-column = 文件只有一列“{ $header }”。分隔符不是逗号、分号、制表符或 |。
import-ragged = 此行有 { $cells } 个单元格，而标题行有 { $columns } 个。
import-met-before = 同一条记录已在第 { $line } 行出现。

import-progress = 已读 { $rows } 行，共 { $of } 行，每秒 { $rate } 行，还需 { $left } 秒。按 Ctrl-C 停止并撤销已写入的内容。
import-taking-back = 已停止，正在撤销已写入的内容…
import-row = 第 { $line } 行 { $field }
import-written-in = 编码为 { $encoding }，分隔符为 { $delimiter }。
import-unused = 未使用的列：{ $columns }
import-read-as = 第 { $line } 行：“{ $text }”读作 { $read }。
import-read-more = { $count ->
   *[other] 另有 { $count } 个金额或汇率也按唯一的读法读取。
}
import-counts = 共 { $rows } 行：新增 { $new }，更改 { $changed }，相同 { $same }，拒绝 { $rejected }
import-filtered = { $count ->
   *[other] { $count } 行被条件略去。
}
import-partners = 新建伙伴：{ $count }
import-rejects = 有问题的行保存在 { $path }
import-applied = 已作为一次操作写入；“pledgebook undo”可全部撤销。
import-nothing = 没有需要写入的内容。
import-dry = 未写入任何内容。加上 --apply 即写入。

import-pipe-too-large = 读入超过 { $most } MB。请存成文件后再导入。
import-row-too-long = 从第 { $line } 行开始的一行超过 { $most } MB。可能缺少结尾的引号。
import-file-changed = { $path } 在读取过程中被更改。未保留任何内容；请重新导入。
import-no-sheet = 没有名为“{ $sheet }”的工作表。现有：{ $known }。
import-ask-decimal = “{ $text }”这样的金额可能是 { $first }，也可能是 { $second }，文件中没有线索。请用 --decimal point（小数点）或 --decimal comma（小数逗号）说明。
import-ask-days = “{ $text }”这样的日期可能是 { $first }，也可能是 { $second }，文件中没有线索。请用 --days dmy、mdy 或 ymd 说明。
import-style-shown = 文件表明：{ $style }。
import-header-on = 列名在第 { $line } 行。
import-recalled = 沿用 { $who } 于 { $at } 对同一标题行所作的说明；用 --forget 重新开始。
import-near = 没有 { $field }“{ $text }”。最接近的是：{ $near }
import-strangers = 有 { $count } 个合作伙伴未知。加上 --create partner 可新建，或用 --value "partner:对方写法=我方写法" 指明是哪一个。

style-point = 小数用点
style-comma = 小数用逗号
style-dmy = 日期按日、月、年书写
style-mdy = 日期按月、日、年书写
style-ymd = 日期按年、月、日书写

import-sheet = 工作表“{ $sheet }”，共 { $sheets } 个，{ $rows } 行，{ $columns } 列。
import-no-sheets = { $path } 中没有含有数据行的工作表。
import-password = { $path } 设有密码。请另存一份不带密码的副本后导入。
import-is-xml = { $path } 是 XML，不是表格。若属 IATI 标准，请用 import iati { $path }
import-json = JSON，每个对象一行。
import-json-broken = 第 { $line } 行之前开始的内容不是可读的 JSON：{ $error }。文件可能被截断。
import-json-key = 此对象有键“{ $key }”，而前 { $rows } 个对象都没有。请在第一个对象中也加上它（留空），使其成为一列。
import-json-twice = 此对象中键“{ $key }”出现了两次。
import-json-keys = 第 { $line } 行：各对象的键超过 { $most } 个，不是表格的行。
import-json-nested = “{ $text }”是嵌套的：单元格只能是文本、数字、是否，或它们的列表。
import-locked = { $path } 设有密码，或是旧式 XLS 工作簿。请另存为不带密码的 XLSX 后导入。
import-book-broken = { $path } 已损坏或不完整：{ $error }。请重新获取，或打开后重新保存。
import-book-too-large = { $path } 中有一部分解压后超过 { $most } MB。请将工作表另存为 CSV：文本文件不限大小。
import-book-parts = { $path } 含有超过 { $most } 个部分，不是常见的工作簿。请将工作表另存为 CSV 后导入。
import-book-cells = { $path } 的单元格超过 { $most } 个。请将工作表另存为 CSV：文本文件不限大小。
import-cell-merged = 单元格 { $cells } 已合并。请拆分，并在每个应有值的单元格中填写。
import-cell-formula = 单元格 { $cell } 是公式，文件中没有其计算结果。请打开文件，计算后保存。
import-cell-error = 单元格 { $cell } 显示 { $error }。

# The screen of an import.
screen-import = 导入：{ $kind }
import-no-file-yet = 请先选择文件：在第一行按 Enter，或粘贴表格。
import-missing-here = 尚无内容给出 { $columns }。请说明由哪一列给出，或为所有行给出同一个值。
import-question-open = 还有问题待答：标有“?”的那一行。
import-done-already = 已经写入；按 u 可撤销。
import-tray = 收件夹中的哪个文件？
import-which-file = 文件，或粘贴表格：
import-which-kind = 各行是什么记录？
import-which-table = 哪个工作表？
import-which-header = 列名在第几行？
import-which-decimal = 小数用哪个符号？
import-which-days = 日期按什么顺序书写？
import-which-column = 只取哪一列有指定值的行？
import-which-field = 哪个字段在所有行中相同？
import-which-wanted = 只取 { $column } 为下列值的行：
import-which-value = 所有行的{ $field }：
import-not-used = 不使用
import-make-partners = 新建所有未知的伙伴
import-column-means = “{ $column }”是什么？
import-value-means = “{ $text }”在此指什么？
import-alike = 相似 { $likeness }%
import-line = 第 { $line } 行
import-first-shown = 显示前 { $shown } 行，共 { $count } 行。所有被拒绝的行都在拒绝文件中。
import-columns = 文件的列、各列读作什么、最前面的值
import-missing = 缺少
import-still-missing = { $columns }：请指定一列，或按 Enter 为所有行给出同一个值
import-choose-file = 按 Enter 选择，或粘贴表格
import-pasted = 粘贴的表格
import-file = 文件
import-kind = 各行是
import-failed = 未读取
import-written = 书写方式
import-header = 列名
import-header-line = 在第 { $line } 行
import-as-before = 均沿用 { $who } 于 { $at } 所作的说明
import-could-be = “{ $text }”可能是 { $readings }：按 Enter 说明
import-file-shows = 文件自身表明
import-decimal = 小数
import-days = 日期
import-condition = 只取
import-add-condition = 按 Enter 或 f 添加条件
import-constant = 每行
import-add-constant = 按 Enter 添加一个值
import-create = 新建伙伴
import-outcome = 结果
import-trial = 试运行
import-try = { $rows } 行。按 Enter 试运行，不写入任何内容。
import-fate-new = 新增
import-fate-changed = 更改
import-fate-same = 相同
import-fate-rejected = 拒绝
import-left-out = 略去
import-partners-made = 新建伙伴
import-marked = 带符号的读数
import-rejects-in = 有问题的行在
import-written-down = 已作为一次操作写入；按 u 可全部撤销。
import-save-writes = 尚未写入；按 ^S 写入。
import-unknown = 此处未知：按 Enter 说明所指
import-unknown-rows = { $count ->
   *[other] { $count } 行
}
import-opening = 正在查看文件……按 Esc 停止。
import-trying = 试运行：{ $rows } / { $of } 行，每秒 { $rate } 行，还需 { $left } 秒。按 Esc 停止。
import-writing = 正在写入：{ $rows } / { $of } 行，每秒 { $rate } 行，还需 { $left } 秒。按 Esc 停止并撤销。
import-stopped-back = 已停止，已写入的内容已撤销。
about-import = 读入他人的文件：CSV、XLSX、ODS、JSON、IATI 或粘贴的表格
more-import = 导入文件
import-quote-open = 第 { $line } 行中打开的引号没有结束，其后的内容都被并入一个单元格。文件可能不完整。
