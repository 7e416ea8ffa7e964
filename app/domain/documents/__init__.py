"""Documents 文书 as rules: kinds, titles and bases, numbers, print sets. Knows nothing of paper or fonts."""
