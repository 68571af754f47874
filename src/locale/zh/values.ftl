# How values are written: flags, what is not known, lists.
