"""Small widgets, one a file; none knows a screen, a use case or the store."""
