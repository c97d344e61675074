"""Configuration: mkdocs.yml and data/ as frozen values, and the substitution of `{{ name }}`.

In: source files. Out: `Settings`; whatever is missing or contradictory is a problem.
"""
