"""The to-do 待办: what has to be done on open cases, the overdue first."""
