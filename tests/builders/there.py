"""What a test knows to be there, said to the type checker too."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def there(found: T | None) -> T:
    """What was found; the test fails here where there is nothing."""
    assert found is not None
    return found
