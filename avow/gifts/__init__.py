"""The register of gifts and hospitality: what was given to and by whom, what became of it, and what it adds up to
(5.1 to 5.5). A gift is a disclosure like any other; here is what only gifts have."""
