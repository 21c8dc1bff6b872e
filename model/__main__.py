"""``python -m model`` is the command ``polyfund``."""

from model.cli import main

main()
