"""Settings 设置 of this counter's machine."""
