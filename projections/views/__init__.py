"""The views of a manager's dashboard, one a file: the numbers, without a word.

To add one:

1. A file here with `VIEW = View(name=..., figures={...}, ask=...)`, named in `VIEWS` of
   `all_views.py`. A figure is a `Figure` of `projections.counted`: rows (`CASES`,
   `CLOCKS`, or a `Rows` of its own) and a condition on them.
2. `ask` gives groups of numbers, by `counted.count`; what is no number of cases, such
   as a median, is one of their `measures`. Each number is that of the figure of its
   name, of the group's part and day, or the tests fail: they compare each with its
   list, for every view in `VIEWS`, by chance filters and past days.
3. Its words, columns and chart: `api/pages/dashboard/`, as told there.
"""
