"""Reports that an office owes, and letters that it sends: as PDF, XLSX and CSV.

A report is a `Report` of `report.py`: sentences, charts and tables of the dashboard's
own shapes, filled by the dashboard's own queries. To add one: a file that makes a
`Report` as `recap.py` does, an address in `api/report_routes.py`, and its place on
`/laporan`.
`pdf.py`, `workbook.py` and `lines.py` write whatever report they are given.

A letter is a `Letter` of `letter.py`. To add one: a function that makes a `Letter` of
what was decided, as in `complaint_receipt.py`, and an address that gives
`pdf.of_letter`.
"""
