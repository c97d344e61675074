"""Characters and words: look-alikes, numbers in three notations, the literals a pattern needs, unwritten text.

In: a string. Out: what it contains.
"""
