"""The private staff site, the export of its replies, and the content health report.

In: the library, and a date. Out: files of the staff site, texts for the terminal.
"""
