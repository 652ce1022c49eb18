"""The policy as everyone reads it: what is in force, what was, what will be, and when each clause changed.

pages.py     the whole policy and one clause, today or as of a day
history.py   how the policy and each clause changed over the adopted versions
figures.py   the figures of a clause as people read them
parts.py     a long policy cut into pages, and finding a clause in it
"""
