"""Rules of the built HTML."""
