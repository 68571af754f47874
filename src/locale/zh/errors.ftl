# What went wrong and what to do about it.

store-no-file = 没有文件 { $path }。请用“pledgebook init”新建，或试试“pledgebook --demo”。
store-unreadable = 无法读取 { $path }：{ $error }
store-not-sqlite = { $path } 不是本程序的文件：它不是 SQLite。其内容未作改动。
store-not-ours = { $path } 是其他程序的 SQLite 文件。其内容未作改动。
store-newer = { $path } 由本程序的更新版本写成（文件版本 { $file }，本程序只认识到 { $program }）。请更新程序。
store-older-read-only = { $path } 比本程序旧，需要更新，但它是只读的。请允许写入，或复制到可写的位置。
store-exists = { $path } 已经存在，未作改动。请另选名称。
store-cannot-make = 无法新建 { $path }：{ $error }
store-cannot-open = 无法打开文件。请查看文件及其文件夹是否可读。
store-permission = 系统不允许此操作。请查看文件及其文件夹的权限。
store-read-only = 文件在此为只读，无法保存。
store-busy = 其他人正在保存。没有丢失任何内容：请稍后再试。
store-disk-full = 磁盘已满。未保存，也未丢失任何内容：请腾出空间后再试。
store-damaged = 文件已损坏：{ $error }。请恢复最近的备份；此文件未作改动。
store-not-a-database-now = 文件已不能作为 SQLite 读取。请恢复最近的备份。
store-io = 磁盘或系统出错：{ $error }
store-sql = 文件无法回答：{ $error }
store-stopped = 已停止。已开始的部分已撤销。
store-refused = 请求被拒绝，未给出原因。未写入任何内容。
store-conflict = 其他人同时修改了“{ $title }”。未写入任何内容。

undo-nothing = 您没有可以撤销的操作。
undo-no-such-action = 没有编号为 { $id } 的操作。“pledgebook history”列出所有操作。
undo-already = “{ $title }”已经撤销。
undo-clash = “{ $title }”无法原样撤销：此后有人更改了同一字段。未作任何更改。
undo-made = 文件自带的内容不能撤销。
redo-nothing = 没有可以重做的操作。

query-no-column = 没有“{ $name }”这个字段。字段有：{ $known }。

value-missing = 此处必须填写。
value-too-long = 此处有 { $length } 个字符；至多可保存 { $longest } 个。
value-code = “{ $text }”不是代码：至多 40 个字符，不含空格。
value-year = “{ $text }”不是年份。请写 1945 至 2100 之间的四位数字。
value-count = “{ $text }”不是整数。
value-percent = “{ $text }”不是百分比。请写 0 至 1000 之间的数字，至多两位小数，例如 13 % 或 7.5。
value-split-percent = 各部分合计 { $sum } %，超过了 100 %。
value-split-sum = 各部分合计 { $sum }，总额为 { $whole }。请使两者相等，或不写金额：2020-2023 即逐年均分。
value-split-range = “{ $text }”：年份范围只能均分。请逐年写明金额，例如 2020 5.2m; 2021 5.2m。
value-split-twice = “{ $text }”出现了两次。每项只写一个份额。
value-usd-only = “{ $text }”是其他货币；此字段以美元计。
value-currency-unknown = 没有“{ $text }”这种货币。请写 ISO 4217 的三字母代码，如 USD 或 EUR。
value-choice = “{ $text }”不在以下选项中：{ $choices }。
value-flag = “{ $text }”既不是“是”也不是“否”。
value-no-such-record = 没有“{ $text }”这条 { $kind } 记录。
value-several-records = “{ $text }”可能是其中之一：{ $names }。请写明编号或代码。
value-taken = 另一条记录已使用“{ $text }”。
value-ends-before = 早于开始日期 { $start }。
value-own-parent = 伙伴不能隶属于自身。
value-parent-circle = { $name } 已隶属于此记录：二者只能一方为上级。
value-done-on-without-done = 只有已完成的事项才有完成日期。
value-second-lead = { $name } 自 { $from } 起牵头负责此伙伴；一个伙伴同一时间只有一位牵头人。请先结束该任务。
value-already-deleted = “{ $title }”已在回收站中。
value-not-deleted = “{ $title }”不在回收站中。

value-above-zero = “{ $text }”不大于零；此处金额必须大于零。
value-replaces-itself = 认捐不能取代自身。
value-amendment-amount = { $kind ->
    [addition] 追加需要大于零的金额。
    [reduction] 削减需要小于零的金额。
   *[other] 不增费延期不带金额；追加才带金额。
}
value-extends-nothing = 此日不晚于目前有效的结束日 { $ends }。
value-signed-day = 已签署的协议须有签署日。
value-signed-amount = 已签署的协议须有金额。
value-signed-stage = 已填签署日 { $day }：请选择“已签署”阶段，或清空该日。
value-day-ahead = { $day } 尚未到来；今天是 { $today }。
value-part-freer = “{ $part }”比整体“{ $whole }”更宽松：部分可以更严，不可更宽。
value-before-signature = 此日早于协议签署日 { $signed }。
value-instalments-beyond = 各期付款合计将达 { $sum }，而协议连同修正为 { $whole }。
value-write-off-beyond = 此期付款仅有 { $open } 未结。
value-instalment-of-another = 此期付款属于另一协议：{ $title }。
value-report-of-another = 此报告属于另一协议：{ $title }。
value-replaced-already = { $day } 的另一版本已取代此认捐。
value-pledge-of-another = 该认捐属于{ $partner }。
value-hangs = “{ $title }”不能放入回收站：其下有 { $count } 项{ $kind ->
    [contribution] 已收捐款
    [instalment] 分期付款
    [amendment] 修正
    [agreement] 协议
    [report] 报告
    [pledge] 后续版本
   *[other] 核销
}（{ $usd } 美元）。请先移走或删除。
remark-before-start = 注意：此日早于协议开始日 { $starts }
remark-no-rate = 注意：{ $currency } 在该日没有汇率，因此没有美元价值，合计不包括此项
remark-outside-plan = 注意：没有计划涵盖 { $years }
value-same-person = 业务应移交给另一人。
value-accepted-before-submitted = 尚未提交：请填写提交日。
value-consent-missing = 报告原定于 { $first } 到期：请注明经谁同意延期。
value-passed-with-conflict = 存在利益冲突：须有记录的豁免，或改用其他状态。
value-no-due-diligence = 该伙伴在 { $day } 没有有效的审查：请先记录尽职审查或豁免。
value-left = { $name }已不在任。
whatif-negative = 协议金额不能小于零。
whatif-currency = 此处没有 { $currency } 的汇率：请输入美元或协议本身的货币。
whatif-no-stage = 没有名为“{ $name }”的阶段。可用的有：{ $known }。
whatif-not-there = 协议 { $id } 在该日不存在，或在该日之后才签署。

# 共享文件的权限、账户和密钥。
right-missing = { $role ->
    [viewer] 查看者
    [officer] 干事
    [manager] 主管
    [finance] 财务人员
    [administrator] 管理员
   *[other] 此账户
}不能这样做：缺少对“{ $kind }”的“{ $action }”权限。管理员可在“角色权限”中授予。
right-own = { $role ->
    [viewer] 查看者
    [officer] 干事
    [manager] 主管
    [finance] 财务人员
    [administrator] 管理员
   *[other] 此账户
}只能对本人范围内的捐助方这样做：缺少对其他“{ $kind }”的“{ $action }”权限。管理员可在“角色权限”中授予。
right-owner = “{ $name }”是此共享文件的账户。针对整个文件的操作由其所有者在服务器上进行。
right-shared = { $path } 是共享文件：在此只有其所有者可以打开。请用您的账户通过 SSH 登录；账户由管理员添加。
right-no-kinds = “{ $text }”既不是一种记录，也不是一组记录。请填写一种记录，例如 partner，或 relations、portfolio、money、duties、reference、access、all。
right-administrator = 管理员保有账户、密钥和权限：必须有人负责管理。
right-twice = 此角色、记录和操作已有一行。请更改那一行。
account-no-entry = 没有可以登录的账户“{ $name }”。可能已停用，请询问管理员。
account-last-administrator = “{ $name }”是最后一个能登录的管理员。请先让其他人成为管理员。
account-login-form = “{ $text }”不能作登录名。以小写字母开头，其后为小写字母、数字、- 和 _，最多 32 个字符。
account-key-form = 这不是一个 OpenSSH 公钥。请给出 .pub 文件中的一行，例如 ssh-ed25519 AAAA…，不带选项。
account-key-taken = “{ $name }”已有此密钥。一个密钥只属于一个账户。

# 账户的收件箱文件夹。
tray-name = 只能按文件名从您的收件箱文件夹读取。“{ $name }”不是文件名。其中有：{ $known }。
tray-no-file = 您的收件箱文件夹中没有“{ $name }”。其中有：{ $known }。
tray-no-plain-file = 收件箱文件夹中的“{ $name }”是文件夹或链接，不是文件。其中有：{ $known }。

# 共享服务器上的文件。
store-replaced = { $path } 已不是打开时的文件：它被移走，或被另一个文件替换。未保存任何内容；您输入的内容已保留。再次保存即可存入现在的文件。
