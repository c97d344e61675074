"""Rules of what empties a wallet."""
