"""Acknowledging the policy; campaigns of certifying; later forms.

`acts.acknowledge` is the act, `outstanding` says who is asked and has not, `duties` puts it on the home page.
`campaigns` has its own docstring.
"""
