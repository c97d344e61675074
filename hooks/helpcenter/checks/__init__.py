"""Run the rules over the sources and the site, keep what was clean, explain a rule.

In: a library or a site. Out: problems.
"""
