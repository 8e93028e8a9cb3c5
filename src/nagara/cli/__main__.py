"""Run the command line as ``python -m nagara.cli``."""

from nagara.cli import main

main()
