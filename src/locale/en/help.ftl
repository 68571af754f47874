# The help pages.
