"""What a PDF still lacks when the browser has printed it: whose it is, what it is about, how it is to be opened."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pydantic import BaseModel, ConfigDict
from pypdf import PdfReader
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject


class Facts(BaseModel):
    """The document's own metadata; `made_at` is an aware instant."""

    model_config = ConfigDict(frozen=True)

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    right_to_left: bool
    made_at: datetime


def pages_of(pdf: bytes) -> dict[str, int]:
    """On which page, from 1, each named place of the document stands."""
    reader = PdfReader(BytesIO(pdf))
    found: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        page = reader.get_destination_page_number(destination)
        if page is not None:
            found[name.removeprefix("/")] = page + 1
    return found


def finish(pdf: bytes, facts: Facts) -> bytes:
    """With title, author, subject and language (ISO 32000-2, 14.3.3 and 14.9.2), opened with its bookmarks shown.

    Added at the file's end (7.5.6, incremental updates): to copy a tagged document whole takes longer than to print it.
    """
    reader = PdfReader(BytesIO(pdf))
    root, info = reader.trailer.raw_get("/Root"), reader.trailer.raw_get("/Info")
    catalog = DictionaryObject(root.get_object())
    _mark(catalog, facts)
    changed = {root.idnum: catalog, info.idnum: _info(facts)}
    trailer = DictionaryObject(
        {
            NameObject("/Size"): reader.trailer["/Size"],
            NameObject("/Root"): root,
            NameObject("/Info"): info,
            NameObject("/Prev"): NumberObject(_last_table(pdf)),
        }
    )
    return pdf + _update(len(pdf), changed, trailer)


def _mark(catalog: DictionaryObject, facts: Facts) -> None:
    catalog[NameObject("/PageMode")] = NameObject("/UseOutlines")
    catalog[NameObject("/Lang")] = TextStringObject(facts.language)
    wishes = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(value=True)})
    if facts.right_to_left:
        wishes[NameObject("/Direction")] = NameObject("/R2L")
    catalog[NameObject("/ViewerPreferences")] = wishes


def _info(facts: Facts) -> DictionaryObject:
    stamp = facts.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    told = {
        "/Title": facts.title,
        "/Author": facts.author,
        "/Subject": facts.subject,
        "/Keywords": facts.keywords,
        "/Creator": "Tripwright",
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    return DictionaryObject({NameObject(name): TextStringObject(value) for name, value in told.items()})


def _last_table(pdf: bytes) -> int:
    """Where the table of objects begins; ValueError for a file without one."""
    return int(pdf[pdf.rindex(b"startxref") :].split()[1])


def _update(start: int, changed: dict[int, DictionaryObject], trailer: DictionaryObject) -> bytes:
    """The objects, a table of where they stand, and the trailer; `start` is how long the file is without them."""
    out, table = BytesIO(), BytesIO()
    out.write(b"\n")
    table.write(b"xref\n")
    for number, value in changed.items():
        table.write(f"{number} 1\n{start + out.tell():010d} 00000 n \n".encode())
        out.write(f"{number} 0 obj\n".encode())
        value.write_to_stream(out)
        out.write(b"\nendobj\n")
    at = start + out.tell()
    table.write(b"trailer\n")
    trailer.write_to_stream(table)
    table.write(f"\nstartxref\n{at}\n%%EOF\n".encode())
    return out.getvalue() + table.getvalue()
