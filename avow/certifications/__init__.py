"""Acknowledging the policy; later campaigns and forms.

`acts.acknowledge` is the act, `outstanding` says who is asked and has not, `duties` puts it on the home page.
"""
