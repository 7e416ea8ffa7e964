"""Printing 打印: what is at a printer, what failed and why, what came out; preview and reprint."""
