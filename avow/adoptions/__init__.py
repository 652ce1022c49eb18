"""Which version of the policy binds whom, from when."""
