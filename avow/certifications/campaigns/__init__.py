"""Campaigns: asking a cohort to certify, from when until when (6.1).

`acts` prepares and starts, `cohort` says who belongs and why, `problems` what to mend before, `freezing` writes a row
for everyone asked, in the background, and `standing` says where a campaign stands.
"""
