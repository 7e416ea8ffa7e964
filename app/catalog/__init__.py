"""Reads, checks, imports, exports, indexes and prints the catalogue; its types are in `app.domain.catalog`."""
