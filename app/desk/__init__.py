"""The desk 窗口端: the only package that knows Qt. It holds no rule and no SQL."""
