"""Yichuang 一窗: the desk of an undifferentiated service counter, and what it stands on."""
