"""Records that only the server has."""
