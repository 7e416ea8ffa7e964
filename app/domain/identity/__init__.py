"""Numbers and names as they stand on certificates: citizen ids, USCC, permits, phones, names, codes, case numbers."""
