"""What is counted is told in Prometheus' own words, each program's apart from another's."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.settling import Counts
from storage.people.rules import Channel


def told(metrics: Metrics) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(metrics.text([]).decode())
    return {(s.name, *s.labels.values()): s.value for f in families for s in f.samples}


def test_what_was_sent_is_read_where_it_is_counted() -> None:
    metrics, counts = Metrics(), {Channel.TELEGRAM: Counts()}
    metrics.count_sends(lambda: counts)
    counts[Channel.TELEGRAM] += Counts(sent=3, failed=2, paused=1)
    assert told(metrics)["sammen_sends_total", "telegram", "sent"] == 3
    counts[Channel.TELEGRAM] += Counts(sent=1, given_up=1)
    after = told(metrics)
    assert after["sammen_sends_total", "telegram", "sent"] == 4
    assert after["sammen_sends_total", "telegram", "paused"] == 1
    assert after["sammen_sends_total", "telegram", "given_up"] == 1


def test_messages_fall_into_buckets() -> None:
    metrics, other = Metrics(), Metrics()
    for seconds in (0.001, 0.03, 0.3, 30):
        metrics.message(Channel.WEB, "answered", seconds)
    metrics.message(Channel.WEB, "unavailable")
    metrics.message_again(Channel.WEB, "conflict")
    metrics.count_cards(lambda: 7)
    found = told(metrics)
    assert found["sammen_message_seconds_bucket", "web", "0.05"] == 2
    assert found["sammen_message_seconds_bucket", "web", "+Inf"] == 4
    assert found["sammen_messages_total", "web", "unavailable"] == 1
    assert found["sammen_messages_retried_total", "web", "conflict"] == 1
    assert found["sammen_cards_drawn_total",] == 7
    assert told(other)["sammen_cards_drawn_total",] == 0
