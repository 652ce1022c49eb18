"""Who is covered; employer, site, HR department, grade, reporting line; the history of each."""
