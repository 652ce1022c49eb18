"""The pages of the form: one's own list, the conversation, signing, and a signed form."""
