"""Ratings 好差评: once for each service, five levels, anonymous to the counter; a bad one is followed to its end."""
