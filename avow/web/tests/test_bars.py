"""A total against its limit: the picture and the words say the same."""

from decimal import Decimal

from django.template import Context, Template

from avow.web.bars import WIDTH, Bar


def bar(so_far, this, limit="200"):
    return Bar("Accepted", Decimal(so_far), Decimal(this), Decimal(limit), "USD")


def test_the_watch():
    watch = bar("140", "250")
    assert watch.words == "So far USD\u00a0140.00. With this USD\u00a0390.00. The limit is USD\u00a0200.00."
    assert watch.is_over
    assert 0 < watch.so_far_width < watch.limit_at < watch.so_far_width + watch.this_width < WIDTH


def test_what_is_counted_is_no_money():
    times = Bar("Invited", Decimal("0.00"), Decimal("1.00"), Decimal(4), "times")
    assert times.words == "So far 0\u00a0times. With this 1\u00a0time. The limit is 4\u00a0times."


def test_exactly_at_the_limit_is_not_over():
    assert not bar("140", "60").is_over
    assert bar("140", "60").limit_at == bar("140", "60").so_far_width + bar("140", "60").this_width


def test_a_share_fills_the_whole_width_and_has_no_line():
    assert Bar("Signed", Decimal(3), Decimal(0), Decimal(3), is_share=True).so_far_width == WIDTH
    drawn = Template("{% load avow %}{% bar title='Signed' so_far=1 limit=3 is_share=share %}")
    share, limit = (drawn.render(Context({"share": so})) for so in (True, False))
    assert 'class="limit"' not in share and 'class="limit"' in limit


def test_nothing_at_all_draws():
    assert bar("0", "0", "0").so_far_width == 0


def test_it_has_a_text_alternative():
    html = Template(
        '{% load avow %}{% bar title=title so_far=10 this=5 limit=20 unit="USD" days="Since May" %}'
    ).render(Context({"title": "A <b>"}))
    assert 'role="img"' in html
    assert "<desc" in html
    assert "With this USD\u00a015.00" in html
    assert "A &lt;b&gt;" in html
    assert "style" not in html
