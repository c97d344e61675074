"""Rules of where links lead."""
