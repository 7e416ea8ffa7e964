"""Paper: A4 documents from typed data, their codes, 80 mm tickets, the compendium. Knows no store and no window."""
