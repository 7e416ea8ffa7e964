"""Pure rules of the counter: standard library only, no Qt, SQL, HTTP, files or clock."""
