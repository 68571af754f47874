# The terminal: too small a window, a lost connection.
