"""Pre-applications 网上预审: what was filed online for this hall, taken over at the counter with one key."""
