"""The fields of a Protocol Buffers message, without its schema; https://protobuf.dev/programming-guides/encoding describes them."""

from __future__ import annotations


def fields_of(message: bytes) -> dict[int, int | bytes]:
    """Return the last value of each field by its number: a whole number, or bytes as they stand.

    Raises:
        ValueError: it is no such message.
    """
    found: dict[int, int | bytes] = {}
    place = 0
    while place < len(message):
        key, place = _number(message, place)
        kind = key & 7
        if kind == 0:
            found[key >> 3], place = _number(message, place)
            continue
        if kind not in _LENGTHS:
            raise ValueError("a field has a type that is not known")
        length = _LENGTHS[kind]
        if length is None:
            length, place = _number(message, place)
        if place + length > len(message):
            raise ValueError("a field ends after the message")
        found[key >> 3] = message[place : place + length]
        place += length
    return found


_LENGTHS = {1: 8, 2: None, 5: 4}


def _number(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(message):
            raise ValueError("a number is cut off")
        byte = message[place]
        place += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, place
    raise ValueError("a number has more than ten bytes")
