"""Characters and words: look-alikes, numbers in three notations, the letters that a pattern needs, text that nobody has written yet.

In: a string. Out: what it holds.
"""
