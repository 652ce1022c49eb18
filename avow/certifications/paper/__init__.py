"""The form on paper (6.1): printed for one person, signed by hand, and entered by local HR with the scan.

blank.py     what is printed: the questions with boxes, the statement, the place for the signature
many.py      who needs a form, and the parts in which many are printed
capturing.py the act: HR enters what stands on the paper, and the scan is kept sealed with the person's key
scans.py     the scans: known, checked by the ledger, cleared when somebody is erased
forms.py     the page on which HR enters it
views/
"""
