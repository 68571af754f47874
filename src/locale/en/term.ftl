# The terminal: none there, one that cannot show screens, a lost connection.
term-no-terminal = Pledgebook's screens need a terminal for input and output. Start it without redirection, over SSH with "ssh -t", or use the commands shown by "pledgebook help".
term-dumb = The terminal "{ $name }" cannot show screens. Set TERM to what your terminal is, for example TERM=xterm-256color, or use the commands shown by "pledgebook help".
term-no-shell = There is no shell to return to from here. Leave with q instead.
term-copy-too-long = This is too much text to copy in one go. Export it to a file instead.
term-io = The terminal does not respond: { $error }
