"""The shift 班次: open, hand over, close the day; blank receipts, originals in hand, clerks."""
