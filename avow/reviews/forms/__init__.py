"""What reviewers, those consulted and the person who disclosed fill in. Each form has the prefix of its act, so that
several stand on one page; what acts refuse is added to the form, with everything typed kept."""
