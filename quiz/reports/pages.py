"""Pages of HTML from templates: whole in themselves, and open to nothing that a text in them says."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )


def page(template: str, style: str, **values: Any) -> str:
    """Return a page that holds all it needs: it has no script, fetches nothing, and takes its one style by the digest of it.

    ``style`` is the name of a template too; ``values`` are what the two ask for. All text in them is escaped.
    """
    css = _environment().get_template(style).render(**values)
    digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _environment().get_template(template).render(**values, style=Markup(css), policy=policy)  # noqa: S704 - values in it are escaped
