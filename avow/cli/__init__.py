"""The one command, `avow`."""
