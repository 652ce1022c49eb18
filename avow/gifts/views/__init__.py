"""The pages of the register of gifts and invitations."""
