"""The command line ``python -m data``: its arguments, its commands, its words."""
