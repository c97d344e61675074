"""`python -m helpcenter`: the command line of `cli`, which Ctrl-C stops with one sentence, also while it is being imported."""

import sys

STOPPED = 130  # as shells say it: 128 + SIGINT

try:
    from helpcenter.cli import main

    sys.exit(main())
except KeyboardInterrupt:
    print("helpcenter: stopped.", file=sys.stderr)
    sys.exit(STOPPED)
