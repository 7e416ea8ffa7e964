"""The queue at the desk 叫号: the call bar, the page, the hall's screen."""
