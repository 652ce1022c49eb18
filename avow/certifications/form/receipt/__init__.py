"""The signed form to keep: what is on it, for the page and for the PDF, which `avow.disclosures.receipt.paper` sets."""
