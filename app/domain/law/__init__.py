"""Time and the law: work calendar, time limits, clocks as intervals, citations."""
