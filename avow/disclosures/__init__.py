"""What people tell us: drafts, answers, versions, submission, amendment, withdrawal."""
