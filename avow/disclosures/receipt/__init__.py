"""The acknowledgement and reporting form of clause 6.5, for one version: what is on it, and the PDF."""
