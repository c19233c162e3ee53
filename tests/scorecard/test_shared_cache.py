"""What all processes must know for minutes: in Redis, as plain text, or in memory while Redis is away."""

from uuid import uuid4

import pytest
from django.conf import settings as ours

from scorecard.shared_cache import Json, RedisOrMemory
from tests.away import closed_port


def used(cache):
    """What a cache answers to each question in turn."""
    key = uuid4().hex
    found = [
        cache.get(key),
        cache.add(key, [1.5, 2], timeout=60),
        cache.add(key, [], timeout=60),
        cache.get(key),
    ]
    cache.set(key, "other", 60)
    found += [cache.get(key), cache.delete(key), cache.delete(key), cache.get_or_set(key, lambda: 7, 60)]
    return found


EXPECTED = [None, True, False, [1.5, 2], "other", True, False, 7]


@pytest.mark.redis
def test_values_are_kept_in_redis():
    assert used(RedisOrMemory(ours.REDIS_URL, {})) == EXPECTED


@pytest.mark.redis
def test_two_processes_share_them():
    key = uuid4().hex
    RedisOrMemory(ours.REDIS_URL, {}).set(key, 1, 60)

    assert RedisOrMemory(ours.REDIS_URL, {}).get(key) == 1


def test_while_redis_is_away_the_process_counts_for_itself():
    assert used(RedisOrMemory(f"redis://127.0.0.1:{closed_port()}/0", {})) == EXPECTED


def test_values_are_text_and_never_objects_that_could_run():
    assert (Json().dumps([1.5, "a"]), Json().dumps(3), Json().loads(b"[1.5]")) == (b'[1.5, "a"]', 3, [1.5])
    with pytest.raises(TypeError):
        Json().dumps(object())
