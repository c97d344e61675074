"""Entry point of `python -m helpcenter` and of the command `helpcenter`. Ctrl-C ends it with one sentence, even during imports."""

import sys

STOPPED = 130  # as shells say it: 128 + SIGINT


def run() -> int:
    """Run the verb of the command line, and return the exit status."""
    try:
        from helpcenter.cli import main  # noqa: PLC0415 (an import can be stopped, too)

        return main()
    except KeyboardInterrupt:
        print("helpcenter: stopped.", file=sys.stderr)
        return STOPPED


if __name__ == "__main__":
    sys.exit(run())
