"""The form for those without an account (6.1): a one-time code and a fact that HR holds, at a shared device.

codes.py     what a code looks like, and the hash that is kept of it
facts.py     what somebody types beside it
where.py     site and shift: who works there, and the piles for handing out
handing_out.py  who must have the slip or the paper of somebody not in hand
worthless.py slips that open nothing because of who made them
choosing.py  what will happen when slips are made
slips.py     a code for each of many, to be printed; who has none
acts/        make codes; enter, go on, end
seated.py    the cookie of a sitting, and the views that want one
qr.py        the address as a QR code
views/
"""
