"""Leave to give (5.5): nothing is given before the manager's leave. Who is asked, who answered what, until when it
holds, whether it was used. What a manager who is asked sees is here, and nothing else of the disclosure."""
