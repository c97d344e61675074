"""Rules of files: YAML, data, images and drawings."""
