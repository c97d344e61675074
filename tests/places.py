"""Where things are in this project."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
