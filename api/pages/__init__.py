"""Pages for people: rendered here, whole without scripts, in Bahasa Indonesia.

To add a page:

1. A file `X_page.py` with `router = page_router()`, named in `PAGES` of `api/app.py`;
   an address that belongs into the header is in `navigation.PLACES`.
2. `@router.get("/x")` over `def x(page: Annotated[Page, who_reads("complaints")])`, a
   plain `def` (it may wait): for `Anyone`, `who_reads(...)` or `who_commands(...)`.
3. It reads what the routes of /v1 read (`page.here`, `page.actor`) and ends with
   `page.show("x.html", "Judul", rows=rows)`; the template extends `layout.html`.
4. Its parts are the macros of `parts.html`, and of `case_parts.html` for cases; words
   for codes: `word("state", code)`, a new code goes into `glossary.py`; `day`,
   `moment`, `number`, `percent`, `left`.
5. A form: `{% call ui.form("/x", version) %}` with `ui.field` and its like: it brings
   the tokens along. Its route takes `form: Posted` behind the page.
6. `done = act(page, form, "verify", {...body of the API...}, case)`; of what is no
   command on a case `attempt(page, lambda: ...)`. Done: `page.go("/x")`. `Refused`:
   show the page again with `refused=done, typed=form`.
7. Style is `static/first.css`, which stands in every page, then `static/tuntas.css`
   and files of some pages that their templates name (`{% set styles = ("x.css",) %}`).
   What others made goes with a line of the manifest into `static/vendored/`.
8. Tests: `tests/browser/pages/`, with `signed_in("coordinator")` and `sound(page)`.
"""
