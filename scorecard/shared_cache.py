"""What all processes of a server must know for minutes, such as wrong tries: in Redis, or else in memory."""

import json
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class Json:
    """How values are written: never as Python objects, which whoever writes to Redis could make run code."""

    def dumps(self, value: Any) -> bytes | int:
        """Whole numbers as they are, so that Redis can count them."""
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        """The value again."""
        return json.loads(data)


class RedisOrMemory(RedisCache):
    """Redis; while it does not answer, this process counts for itself, and nobody is kept from signing in."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"serializer": Json, "socket_timeout": 0.5, "socket_connect_timeout": 0.5}
        super().__init__(server, {**params, "OPTIONS": {**options, **params.get("OPTIONS", {})}})
        self._here = LocMemCache("while Redis is away", {})

    def add(self, key: Any, value: Any, *args: Any, **more: Any) -> bool:
        """Store what is not there yet, and say whether it was so."""
        try:
            return bool(super().add(key, value, *args, **more))
        except (RedisError, OSError):
            return self._here.add(key, value, *args, **more)

    def get(self, key: Any, *args: Any, **more: Any) -> Any:
        """What is stored."""
        try:
            return super().get(key, *args, **more)
        except (RedisError, OSError):
            return self._here.get(key, *args, **more)

    def set(self, key: Any, value: Any, *args: Any, **more: Any) -> None:
        """Store."""
        try:
            super().set(key, value, *args, **more)
        except (RedisError, OSError):
            self._here.set(key, value, *args, **more)

    def delete(self, key: Any, *args: Any, **more: Any) -> bool:
        """Forget, and say whether there was something."""
        try:
            return bool(super().delete(key, *args, **more))
        except (RedisError, OSError):
            return self._here.delete(key, *args, **more)
