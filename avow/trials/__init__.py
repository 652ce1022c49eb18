"""A version of the policy tried on the company's own past, and what would now be judged otherwise, to look at again."""
