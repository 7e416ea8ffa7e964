"""Queue tickets 取号叫号: who waits, who is called, in which order, and what becomes of it. Pure."""
