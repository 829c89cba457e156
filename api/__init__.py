"""How people speak to it: HTTP, command line, settings, the runner."""
