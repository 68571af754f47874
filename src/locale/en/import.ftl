# Reading files in: what was found, what was left out.
