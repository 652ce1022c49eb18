"""Competitors, customers, suppliers, present and prospective; their names, groups and standing, with history."""
