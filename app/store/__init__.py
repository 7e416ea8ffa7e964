"""The local store: unit of work, journal, codec, projections, attachments, key ring, backup. No Qt, no rules of law."""
