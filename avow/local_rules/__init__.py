"""Rules that local management makes for a site or a legal entity (5.3, 5.4): dated, in the site's own words; what they
forbid is found by Avow, and shown before one accepts or invites."""
