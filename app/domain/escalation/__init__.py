"""“办不成事”: what could not be done anywhere, with somebody who answers for it, a promised day, its steps and its end."""
