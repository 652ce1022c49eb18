"""Handing mail over exactly once, or saying that it cannot be known.

`making` opens a mail for whoever may be written to now; `taking` holds one and writes it anew; `server` speaks to the
mail server; `ending` records where its way ended; `work` does all of it in turn.

    held → (kept) → the whole message but its last line → `handing_at` (kept) → the last line → the answer → ended

Who dies before `handing_at` is kept has not sent it: no server takes a message without its last line. Who dies between
that and the end cannot know, and so it is never sent again by itself.
"""
