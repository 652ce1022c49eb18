"""The pages for paper: printing the form, entering a signed one, and reading its scan."""
