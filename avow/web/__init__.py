"""The base page, its look, the home page and the policy page."""
