"""The yearly form of 6.1 and 6.5: a short conversation, kept as it goes, signed by name, never changed afterwards.

asking.py       what one person is asked on a day: the policy's questions, with what they disclosed beside each
filled.py       what they answered: what is still missing, what contradicts, what is thereby reported
wording.py      the exact text that is signed
together.py     what does not go together on a form that was signed on paper
said.py         what was said in a step, in words
acts/           begin, save, keep, sign, unlock, confirm
since.py        what the person signed or acknowledged last, and what the policy says otherwise since
visibility.py   who reads a signed form: the person, and the compliance officer or a deputy
receipt/        the signed form to keep, as a page and as a PDF
views/, forms.py, duties.py
"""
