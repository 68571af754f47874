# Names of figures and how each was worked out.
