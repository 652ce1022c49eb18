"""Who has not acknowledged the policy yet, since when they are asked, and who was late (2.1, 6.5).

`asked` finds everyone whom the policy asks without reading them one by one, `since` says from which day on somebody is
asked, `listing` counts and lists, `exporting` makes a file of it. The act itself is `certifications.acts.acknowledge`.
"""
