"""How work is done, whatever the work is: values kept between builds, shared among processes, shown while they take long, released in one step.

In: functions and values of any kind. Out: their results. Nothing here knows what an article is.
"""
