"""Characters and words: look-alikes, numbers in three notations, the literals a pattern needs, unwritten text, quotes for messages.

In: a string. Out: what it contains, or as much of it as fits a message.
"""
