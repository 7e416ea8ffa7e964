"""Leaders' office days on site 一把手现场办公: who sits in the hall when, what was handled, what changed afterwards."""
