"""`Together`: what a migration makes of tables and indexes, with Django's picture of all tables drawn once.

Django draws the tables that know each other anew after every single operation. Here all of them know the ledger's, so
that each new table costs as much as all before it: making 128 of them took 4 s.

    operations = [Together([
        migrations.CreateModel(…),
        migrations.CreateModel(…),
    ])]
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddIndex, CreateModel, RemoveIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

MAY_BE_TOGETHER = (CreateModel, AddIndex, RemoveIndex)
"""None of these asks what a table was like between two of them. AddField does, where SQLite makes the table anew."""


class Together(Operation):
    """Several operations one after the other; each comes out as it would alone. TypeError where it would not."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        made = {operation.name_lower for operation in operations if isinstance(operation, CreateModel)}
        for operation in operations:
            if not isinstance(operation, MAY_BE_TOGETHER):
                raise TypeError(f"{type(operation).__name__} looks at what it changes: write it outside of Together.")
            if isinstance(operation, AddIndex | RemoveIndex) and operation.model_name_lower in made:
                raise TypeError(f"{operation.model_name} is made here: write its indexes with it.")
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Forget the picture first, as nobody looks at it before the last of them."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make them in the order written."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Unmake them, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `avow migrate --plan` says of it."""
        return "; ".join(operation.describe() for operation in self.operations)
