"""What rooms above do when somebody is erased, in the same transaction."""

from django.dispatch import Signal

asked = Signal()
"""`key`: which further keys go with this one? A receiver gives their names (the relatives somebody named)."""

named = Signal()
"""`key`: the same, sent before `erasing` while the name is still there: whatever was kept under it is to go now."""

erasing = Signal()
"""`key`, `entry`, `at`: every copy of what the key sealed is to go now. Sent for each key."""
