"""Paper: A4 documents by ReportLab from typed data, their codes, 80 mm tickets, the compendium. No case, no store, no window."""
