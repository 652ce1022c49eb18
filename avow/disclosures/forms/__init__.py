"""Forms made from the pack: fields per type of fact, the steps of a kind, what is still missing. No code per kind."""
