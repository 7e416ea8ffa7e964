"""The figures of `make bench`: each measured beside its floor in the same run."""
