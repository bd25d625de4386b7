"""The command line ``python -m analytics``: what the pages show, as JSON for scripts and notebooks."""
