"""The base page, its look, the home page and the policy page.

For authors of other rooms' pages (rooms below never import this package; they name its templates):

    {% extends "web/base.html" %}     blocks: title · width (`wide` or `with-aside`) · main · scripts
    {% load avow %}                   clause, day, weekday, moment, due, money, bar, icon: see templatetags/avow.py
    web/_field.html                   one bound field: label, help, error, large choices
    web/_errors.html                  the errors of `form`, at the top
    web/_summary_list.html            label and value, with "change"
    web/_clause.html                  one clause in our words
    web/_changes.html                 what changed: old and new words beside each other
    web/_steps.html                   step `at` of `of`
    web/_empty.html                   a list with nothing in it
    {% bar … %}                       a total against its limit

Classes are in static/css, one file per thing; colours, spaces and sizes only from tokens.css. The content security
policy forbids inline styles and scripts.
"""
