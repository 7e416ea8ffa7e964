"""Database records and migrations. What desk and central both have is defined once, here."""
