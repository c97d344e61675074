"""Rules of what an article owes."""
