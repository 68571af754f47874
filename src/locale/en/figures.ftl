# Names of figures and how each was worked out.

figure-unknown = There is no figure “{ $name }”. The figures are: { $known }.
