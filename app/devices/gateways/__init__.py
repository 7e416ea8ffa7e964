"""Gateways by which notices 通知 leave the server: a folder of files, an HTTP service of the hall."""
