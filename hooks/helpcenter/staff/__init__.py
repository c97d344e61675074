"""The private staff site, the files of its replies for help desks, and the content health report.

In: the library, and a date. Out: files of the staff site, texts for the terminal.
"""
