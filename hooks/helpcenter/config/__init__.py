"""mkdocs.yml and data/ as frozen values, and `{{ name }}` replaced by them.

In: source files. Out: `Settings`; whatever they lack or contradict is a problem.
"""
