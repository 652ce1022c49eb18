"""Whatever a file holds, the command takes it, names what it cannot take, or says why not: never a traceback."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from avow.ledger.models import Entry
from avow.rates import checks
from avow.rates.models import BroughtRate

pytestmark = pytest.mark.django_db
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

days = st.sampled_from(["2026-03-03", "2026-03-04", "1999-01-01", "2026-03-21", "0001-01-01", "3 March", ""])
currencies = st.sampled_from(["USD", "GBP", "XYZ", "EUR", "usd", "=1+1", "\u202eUSD", ""])
numbers = st.sampled_from(["1.25", "0.8", "1", "12.5", "-1", "NaN", "1e9", "0", "99999999.999999999999", ""])
usual = st.tuples(days, currencies, numbers).map(",".join)
right = st.tuples(days.filter(lambda day: "2026-03-2" not in day and day > "1"), st.just("USD"), st.just("1.25"))
rows = st.lists(usual | right.map(",".join) | st.text(max_size=12), max_size=6).map("\n".join)


def outcome(*words):
    """The report and the exit status; a complaint has no report."""
    out = io.StringIO()
    try:
        call_command("rates", "import", *words, "--json", stdout=out)
    except CommandError as error:
        assert str(error).isprintable()
        return None, error.returncode
    except SystemExit as end:
        return json.loads(out.getvalue()), end.code
    return json.loads(out.getvalue()), 0


@FEW
@given(text=rows, header=st.sampled_from(["day,currency,rate\n", "Date,USD,GBP\n", ""]))
@example(text="2026-03-03,USD,1.3\n2026-03-04,GBP,0.81", header="day,currency,rate\n")
@example(text="2026-03-03,1.3,N/A\n2026-03-02,1.2,0.9", header="Date,USD,GBP\n")
def test_any_text_is_taken_whole_or_not_at_all(tmp_path, text, header):
    path = tmp_path / "rates.csv"
    path.write_bytes((header + text).encode("utf-8", "surrogatepass"))
    with transaction.atomic():
        said, status = outcome(str(path))
        kept = BroughtRate.objects.count()
        if status:
            assert status in (1, 2) and (kept, Entry.objects.count()) == (0, 0)
            assert status == 2 or said["refused"] > 0
        else:
            assert kept == said["added"] + said["corrected"]
            again, _ = outcome(str(path))
            assert (again["added"], again["corrected"], again["entry"]) == (0, 0, None)
            assert list(checks.problems()) == []
        transaction.set_rollback(True)
