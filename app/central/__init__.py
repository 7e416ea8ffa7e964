"""The central server 中心: HTTP API and console. Knows no rule and no SQL."""
