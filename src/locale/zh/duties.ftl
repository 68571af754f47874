# 应向捐助方提交的报告、对话、行动和我的工作。

reports-owed = 应提交的报告
reports-late = 逾期报告
reports-submitted = 已提交的报告
reports-accepted = 已获接受的报告
reports-all = 全部报告
actions-open = 未完成的行动
actions-nobody = 无人负责的行动
sum-holds = 滞留 { $amount } 美元
column-days-left = 剩余天数

key-tab-7 = 报告
help-tab-7 = 转到报告：按到期日列出应向捐助方提交的报告。
key-tab-8 = 对话
help-tab-8 = 转到对话：与谁谈了什么，以及后续行动。
key-step = 推进
help-step = 推进一步：报告已起草、核准、提交、退回或接受；行动已完成或核实。

step-title = { $title }：推进到哪一步？
step-not-here = 只有报告和行动可以推进。
step-mark-not-here = 空格键把行动标为完成；光标不在行动上。
step-day = { $step }：哪一天？
step-proof = 如何发送，文号是什么？（渠道；文号）
step-reason = 为什么退回？
step-document = 发送了哪份文件？
step-no-document = 没有文件
step-drafted = 已起草
step-cleared = 已核准
step-submitted = 已提交
step-accepted = 已接受
step-sent-back = 已退回
step-done = 已完成
step-verified = 已核实
step-dropped = 已放弃
step-pending = 重新打开
said-step = { $title }：{ $step }
