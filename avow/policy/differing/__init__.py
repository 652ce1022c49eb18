"""What changed from one version of a policy to another, in words a lawyer reads: one file about one part of a pack."""
