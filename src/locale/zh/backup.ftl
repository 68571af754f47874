# 数据安全：检查、封印、备份与恢复。

cli-arg-seal = 某人记下的封印或其开头几位：它是否仍在链中？
cli-check-seals = 已核对 { $records } 条记录和 { $seals } 个封印。最后一个封印，可记下备查：{ $last }
cli-check-no-seal = 链中没有封印 { $seal }：记下之后，历史被重新制作过。

seal-broken = 有人绕过本程序改动了历史：{ $who } 于 { $at } 的“{ $title }”（操作 { $action }）与封存时不符（封印 { $seal }）。
seal-broken-before = 封印链开始之前的历史与链开始时不符（封印 { $seal }）。
seal-missing = 缺少封印 { $seal }：有人绕过本程序删除了历史。
seal-no-action = 有人绕过本程序从历史中删除了操作 { $action }（封印 { $seal }）。
seal-not-sealed = { $who } 于 { $at } 的“{ $title }”（操作 { $action }）没有封印：它不是由本程序写入的。
seal-changes-beyond = { $who } 于 { $at } 的“{ $title }”（操作 { $action }）的改动比封存时多或少。
seal-mark = { $who } 于 { $at } 的“{ $title }”（操作 { $action }）的撤销标记有误。
seal-record-changed = 有人绕过本程序改动了此记录：它与最后一次保存（{ $who }，{ $at }）不符。
seal-record-unknown = 有人绕过本程序添加了此记录：历史中没有它。
seal-beside = 有人绕过本程序改动了记录 { $owner } 旁边的内容（拆分或所涉对象）：它与该记录不符。
seal-record-gone = 有人绕过本程序删除了此记录：历史中曾添加它，但它连回收站中也没有。

right-leader = 备份和服务器状况仅供文件所有者和管理员；{ $name } 两者都不是。

backup-cannot = 未作备份：无法建立 { $path }：{ $error }
backup-busy = 未作备份：此文件正在作另一个备份。请稍后再试。
backup-no-room = 未作副本：{ $path } 所在磁盘需要 { $wanted } MB，只剩 { $free } MB。请腾出空间后再试。
backup-disk-full = 未作副本：{ $path } 所在磁盘已满。没有留下残余。请腾出空间后再试。
backup-changed = { $path } 与制作时不同：SHA-256 不符。请另选备份。
restore-none-such = 没有备份“{ $which }”，它也不是日期。现有备份的日期：{ $known }
restore-none-of-day = 没有早到 { $which } 的备份。现有备份的日期：{ $known }

backup-reason-day = 每日
backup-reason-hand = 手动
backup-reason-import = 导入之前
backup-reason-merge = 合并之前
backup-reason-migration = 更新格式之前
backup-replaced = 恢复时移开
backup-name = 备份
backup-why = 缘由
backup-changed-last = 其中最后的改动
backup-megabytes = MB
backup-whole = （完好）
backup-not-whole = （不完好）

cli-arg-back = 从回收站取回
cli-arg-restore = 备份的名称或路径，或日期：不含该日（UTC）之后内容的最新备份
cli-arg-restore-list = 列出备份，最新的在前；与不带参数相同
cli-arg-restore-verify = 列出备份并逐一重读：是否与制作时相同？
cli-backed-up = 已备份到 { $path }
    { $rows } 行，{ $size } MB，已核对；SHA-256 { $sha }
cli-restored-file = { $path } 现在的内容即 { $from }。账户和权限也回到当时。
cli-restored-kept = 原有文件保留为 { $kept }，可用以下命令取回：pledgebook --db { $path } restore { $kept }
    一并带来的未保存表单：{ $drafts }
cli-no-backups = 此文件还没有备份。用“pledgebook backup”制作一个。

screen-backups = 备份
about-backups = 整个文件的副本，可供恢复
backups-none = 还没有备份。按 n 制作一个；有人使用的每一天都以一个备份开始。
backups-ask = 恢复 { $name } 的文件？
backups-leave = 否，一切照旧
backups-go-on = 是，恢复它
backups-go-on-note = 现有文件会保留在旁边
backups-making = 正在作备份……
backups-made = 已备份：{ $name }
backups-restoring = 正在恢复……
backups-restored = 已恢复。原有文件保留为 { $kept }。
backup-made = 制作时间
backup-rows = 行数
backup-seal = 最后的封印
backup-sha = SHA-256

cli-arg-history-csv = 供审计用的每一处改动，最早的在前，CSV 格式：何人、何时、来自何处、由何变何，及其封印
cli-arg-history-jsonl = 同上，每行一个 JSON 对象；用 --json 则为一个列表
cli-arg-history-from = 只含该日（UTC）及以后
cli-arg-history-to = 只到该日（UTC）结束
cli-arg-history-out = 写入此文件
cli-arg-history-values = 也写出新增记录的最初各值
cli-history-written = 已把 { $count } 处改动写入 { $path }
