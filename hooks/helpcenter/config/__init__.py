"""Configuration: mkdocs.yml and data/ as frozen values, and the substitution of `{{ name }}`.

In: source files. Out: `Settings` (its values in `model`, checked by `schemas`, read by `read`); whatever is missing or contradictory is
a problem.
"""
