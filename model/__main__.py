"""The command ``polyfund``, also as ``python -m model``."""

from model.stopping import answered, leave_at_once


def main() -> None:
    """Run the command; a signal while it loads ends it without a word."""
    with answered(leave_at_once):
        from model.cli import main as command
        from model.messages import mend_streams

        mend_streams()
        command()


if __name__ == "__main__":
    main()
