"""What the server keeps: journals of an area, positions, rulings, case heads, quarantine, access."""
