"""May I? (6.4): what decides is asked, the policy answers, and nothing is kept but a count per clause and month.

What is typed travels in the body of each request and comes back in the page; it is in no address, session, draft or
log. The answer is never yes.
"""
