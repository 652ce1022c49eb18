"""`{% load reviewing %}`: {{ decision.authority|words_of_authority }} gives "for the board committee" and the like."""

from django import template

from avow.access.models import Role

register = template.Library()


@register.filter
def words_of_authority(role: str) -> str:
    """A role in words; what is not a role stays as it is."""
    return str(Role(role).label) if role in Role.values else role
