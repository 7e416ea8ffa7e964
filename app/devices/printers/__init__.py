"""Printers: the system's (CUPS), a folder of PDF files, ticket printers of 80 mm."""
