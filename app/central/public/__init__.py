"""The public pages: guide, progress, pre-application, rating. Small, without scripts, in two languages."""
