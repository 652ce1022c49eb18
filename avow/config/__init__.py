"""Settings, clock and addresses of the running service."""
