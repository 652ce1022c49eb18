"""A total against its limit, laid out for the picture in `web/_bar.html`. The words say what the picture shows."""

import itertools
from dataclasses import dataclass, field
from decimal import Decimal

_numbers = itertools.count(1)
WIDTH = 1000


@dataclass(frozen=True)
class Bar:
    """`so_far` counted already, `this` comes on top, `limit` is drawn as a line; all in `unit`. `is_share` where the
    limit is all there is: it is the whole width then, without a line."""

    title: str
    so_far: Decimal
    this: Decimal
    limit: Decimal
    unit: str = ""
    days: str = ""
    said: str = ""
    is_share: bool = False
    id: str = field(default_factory=lambda: f"bar-{next(_numbers) % 100000}")

    @property
    def total(self) -> Decimal:
        return self.so_far + self.this

    @property
    def is_over(self) -> bool:
        return self.total > self.limit

    @property
    def _scale(self) -> Decimal:
        """What the whole width stands for: a little more than the larger of total and limit, or a share's limit."""
        whole = max(self.total, self.limit, Decimal(1))
        return whole if self.is_share else whole * Decimal("1.1")

    def _at(self, amount: Decimal) -> int:
        return int(max(amount, Decimal(0)) / self._scale * WIDTH)

    @property
    def so_far_width(self) -> int:
        return self._at(self.so_far)

    @property
    def this_width(self) -> int:
        return self._at(self.total) - self.so_far_width

    @property
    def limit_at(self) -> int:
        return self._at(self.limit)

    @property
    def words(self) -> str:
        if self.said:
            return self.said
        sentences = [f"So far {self._amount(self.so_far)}."]
        if self.this:
            sentences.append(f"With this {self._amount(self.total)}.")
        sentences.append(f"The limit is {self._amount(self.limit)}.")
        return " ".join(sentences)

    def _amount(self, amount: Decimal) -> str:
        if self.unit and not (len(self.unit) == 3 and self.unit.isupper()):
            unit = self.unit.removesuffix("s") if amount == 1 else self.unit
            return f"{amount.normalize():,f}\u00a0{unit}"
        number = f"{amount:,.2f}"
        return f"{self.unit}\u00a0{number}" if self.unit else number
