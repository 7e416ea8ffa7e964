"""The hall's screen as a page: /display/{hall}. No log-in: numbers and counters only."""
