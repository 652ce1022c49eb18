"""The reference rates of the company: those that come with Avow, and on top of them those that were brought as files.

`current` says what a rate was; `acts` brings a file; `signals` tells the rooms above which days are otherwise now.
"""
