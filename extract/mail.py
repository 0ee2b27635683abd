"""E-mail messages (.eml) to text, by the standard library."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from diplograph.extract import webpage
from diplograph.extract.documents import Document, titled
from diplograph.extract.errors import ReadError


def read(stream: BinaryIO, source: str) -> Iterator[Document]:
    """Yield the body of a message, plain text before HTML, with subject, sender's name and the day it was sent."""
    try:
        message = BytesParser(EmailMessage, policy=email.policy.default).parse(stream)
        part = message.get_body(preferencelist=("plain", "html"))
        body = part.get_content() if part is not None else ""
        subject, sender = _header(message, "subject"), parseaddr(_header(message, "from") or "")[0] or None
    except (MessageError, LookupError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise ReadError(
            f"{source}: no e-mail message or a damaged one; save it again as .eml or its text as .txt"
        ) from error
    text = webpage.fragment(body) if part is not None and part.get_content_subtype() == "html" else body
    if not message.keys() or not text.strip():
        raise ReadError(f"{source}: no message text here; save the whole message as .eml or its text as .txt")
    text = text.replace("\r\n", "\n")
    yield Document(titled(subject, text), title=subject, publisher=sender, date=_date(message))


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date"))).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None
