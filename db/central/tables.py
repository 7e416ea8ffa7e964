"""Every table of the server. Whoever wants them all takes them from here: a module that nobody imports has none."""

from __future__ import annotations

from db.central import access, central_metadata, history, ledger, office, online_requests, pre_applications, records

MODULES = (access, history, ledger, office, online_requests, pre_applications, records)
TABLES = tuple(central_metadata.sorted_tables)
"""In an order in which they can be filled."""
