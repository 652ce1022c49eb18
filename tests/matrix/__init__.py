"""Every page and every act against everyone who could ask: `table.txt` says who gets what, and a test holds us to it.

To add a page: add a line per act to `table.txt`, where its address has a part that names something, say which thing in
`things.py`; where a POST needs fields, say them there too. `pytest tests/matrix` says what is missing, and prints the
line it found.
"""
