"""Asking before anything is filed: May I? (6.4), which notes nothing of who asked, and questions to the compliance
officer with the guidance that comes of them (6.6)."""
