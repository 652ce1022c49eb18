"""Acknowledging the policy; later campaigns and forms."""
