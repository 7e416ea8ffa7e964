"""Devices of the counter: what the program asks of them (`ports`), and those that are only played (`simulated`)."""
