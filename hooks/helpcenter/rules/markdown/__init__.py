"""Rules of how a page is written."""
