"""Words for the pages of reviews."""
