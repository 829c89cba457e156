"""The dashboard's views in words: `/dasbor`, the cases behind a number, CSV.

To add a view whose numbers are in `projections/views/` (see there):

1. A file here with `WORDS = Words(...)`, named in `ALL` of `all_words.py` in the order
   of reading: its question is its title, `slug` its address below `/dasbor`, `figures`
   name what each figure counts, as the list of its cases is headed.
2. `tell(groups, board)` gives `Told`: the finding as a sentence, what is divided by
   what, a chart of `charts.py`, and a table. Every number in the table is
   `board.number(...)`: it leads to its cases; rates stand beside the two numbers they
   are made of.
3. A chart has its macro in `api/templates/dashboard_charts.html`; labels are HTML, and
   nothing is told by colour alone.
"""
