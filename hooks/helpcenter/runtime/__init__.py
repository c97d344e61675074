"""Infrastructure that knows nothing of articles: build cache, results kept on values, worker processes, progress, garbage collection,
atomic releases.

In: functions and values of any kind. Out: their results.
"""
