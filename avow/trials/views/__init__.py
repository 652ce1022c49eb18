"""The pages for those who propose, read, try and adopt versions of the policy. To anyone else they do not exist."""
