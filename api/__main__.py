"""`python -m api` is `tuntas`."""

from api.cli import main

main()
