"""Rules of a translation beside its source."""
