"""What is filled in on the pages about versions of the policy."""
