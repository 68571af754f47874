# Names of figures and how each was worked out.

figure-unknown = 没有名为“{ $name }”的数字。可用的有：{ $known }。
