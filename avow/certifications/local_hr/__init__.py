"""Local HR (6.1, 6.2): what an HR partner sees and does in a campaign, and what the compliance officer receives of it.

`receiving` who receives advice (an officer, or the board committee where every officer keeps away), `advised` lists it,
`for_the_committee` knows what may be the committee's.
`looking_after` says who looks after which department, `asked` lists who is asked and where they stand, `conflicts` what
was reported and who must not read of it, `handing_over` which department looks after the form of an HR partner. `acts`
advises, exempts, and signs the closing return; `moving_on` is what the worker does.
"""
