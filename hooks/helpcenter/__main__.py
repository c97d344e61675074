"""Entry point of `python -m helpcenter`. Ctrl-C ends it with one sentence, even during imports."""

import sys

STOPPED = 130  # as shells say it: 128 + SIGINT

try:
    from helpcenter.cli import main

    sys.exit(main())
except KeyboardInterrupt:
    print("helpcenter: stopped.", file=sys.stderr)
    sys.exit(STOPPED)
