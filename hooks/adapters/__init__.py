"""What stands between MkDocs and the core: functions over a `Session` and what an event of MkDocs hands over.

`events.py` calls them in the order of the events. They hold no state of their own and no rule of the help center.
"""
