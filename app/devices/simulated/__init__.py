"""Played devices, named as such on screen; for evaluation and for machines without the real ones."""
