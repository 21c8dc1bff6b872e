"""The command ``polyfund``, also as ``python -m polyfund``."""

from polyfund.base.interruption import answered, leave_at_once


def main() -> None:
    """Run the command; a signal while it loads ends it without a word."""
    with answered(leave_at_once):
        from polyfund.cli.commands import main as command
        from polyfund.cli.console import mend_streams

        mend_streams()
        command()


if __name__ == "__main__":
    main()
