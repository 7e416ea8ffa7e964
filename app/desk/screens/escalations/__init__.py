"""The “办不成事” desk: what could not be done anywhere, who answers for it, and what became of it."""
