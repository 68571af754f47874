# Reading files in: what was found, what was left out.

import-unreadable = 无法读取 { $path }：{ $error }
import-folder = { $path } 是文件夹。请指明其中的 CSV 文件。
import-not-text = { $path } 不是文本文件。请将表格另存为 CSV 后再导入。
import-empty = { $path } 没有标题行：第一行必须是列名。
import-column-twice = 有两列都叫“{ $column }”。请改其中一个的名称。
import-no-column = 文件中没有“{ $column }”这一列。文件的列有：{ $known }。
import-two-columns = “{ $first }”和“{ $second }”两列都表示 { $field }。请用 --map "{ $second }=-" 略去一列。
import-missing-columns = 没有列给出 { $columns }。文件的列有：{ $known }。请用 --map 对方列=我方字段 说明对应关系，或用 --set 字段=值 为所有行给出同一个值。
import-one-column = 文件只有一列“{ $header }”。分隔符不是逗号、分号、制表符或 |。
import-ragged = 此行有 { $cells } 个单元格，而标题行有 { $columns } 个。
import-met-before = 同一条记录已在第 { $line } 行出现。

import-progress = 已读 { $rows } 行。按 Ctrl-C 停止并撤销已写入的内容。
import-row = 第 { $line } 行 { $field }
import-written-in = 编码为 { $encoding }，分隔符为 { $delimiter }。
import-unused = 未使用的列：{ $columns }
import-read-as = 第 { $line } 行：“{ $text }”读作 { $read }。
import-read-more = { $count ->
   *[other] 另有 { $count } 个金额或汇率也按唯一的读法读取。
}
import-counts = 共 { $rows } 行：新增 { $new }，更改 { $changed }，相同 { $same }，拒绝 { $rejected }
import-filtered = { $count ->
   *[other] { $count } 行被 --where 略去。
}
import-partners = 新建伙伴：{ $count }
import-rejects = 有问题的行保存在 { $path }
import-applied = 已作为一次操作写入；“pledgebook undo”可全部撤销。
import-nothing = 没有需要写入的内容。
import-dry = 未写入任何内容。加上 --apply 即写入。
