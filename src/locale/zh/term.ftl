# 终端：没有终端、终端无法显示界面、连接中断。
term-no-terminal = Pledgebook 的界面需要终端作为输入和输出。请不要重定向输入输出，通过 SSH 时请用“ssh -t”;也可以使用“pledgebook help”列出的命令。
term-dumb = 终端“{ $name }”无法显示界面。请把 TERM 设为您终端的类型，例如 TERM=xterm-256color;也可以使用“pledgebook help”列出的命令。
term-no-shell = 这里没有可以返回的 Shell。请按 q 退出。
term-copy-too-long = 文本太长，无法一次复制。请改为导出到文件。
term-io = 终端没有响应：{ $error }
