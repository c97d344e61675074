"""The verbs of the command line, a module per kind. Each has `add`, which adds its verbs to the parser."""
