"""Rows out of files: delimited text in several encodings, and spreadsheets. Whatever is in the file, either rows come
out with their lines, or `Unusable` says what is wrong, where, and what to do."""
