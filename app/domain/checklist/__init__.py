"""Materials against review points: what was entered, what it amounts to, and the verdict with its reasons."""
