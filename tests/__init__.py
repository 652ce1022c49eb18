"""Whole journeys, and what every test needs."""
