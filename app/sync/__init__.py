"""The desk's side of the wire: push, pull, attachments, the loop, the USB stick. Knows neither Qt nor use cases."""
