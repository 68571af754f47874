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
seal-record-gone = 有人绕过本程序删除了此记录：历史中曾添加它，但它连回收站中也没有。
