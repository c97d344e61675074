"""Rules on what an article must contain."""
