"""Says whether a tenant's chain holds, and where it breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.audit.anchors import BEGIN, Signer
from services.audit.chain import FIELDS, START, digest_of
from services.audit.repository import AuditRepository
from services.audit.schemas import Break, Verification
from services.audit.tables import AuditAnchor, AuditRow

_MOST = 100  # breaks that are told


@dataclass
class _Walk:
    """What is known while the entries go by, oldest first."""

    anchors: dict[int, list[bytes]]
    number: int
    digest: bytes
    breaks: list[Break] = field(default_factory=list)
    entries: int = 0

    def see(self, row: AuditRow) -> None:
        if row.number != self.number + 1:
            self.broken(self.number + 1, f"entries {self.number + 1} to {row.number - 1} are missing")
        elif row.previous != self.digest:
            self.broken(row.number, "it does not follow the entry before it")
        if digest_of({name: getattr(row, name) for name in FIELDS}, row.previous) != row.digest:
            self.broken(row.number, "it is not what was written")
        if any(digest != row.digest for digest in self.anchors.pop(row.number, ())):
            self.broken(row.number, "a signed anchor says that another entry stood here")
        self.number, self.digest, self.entries = row.number, row.digest, self.entries + 1

    def broken(self, number: int, reason: str) -> None:
        if len(self.breaks) < _MOST:
            self.breaks.append(Break(number=number, reason=reason))


async def verify(rows: AuditRepository, signer: Signer) -> Verification:
    """Read the whole chain once, in memory a batch at a time."""
    anchors = await rows.anchors()
    proven, forged, unproven = _checked(anchors, signer)
    begin = max((one for one in proven if one.kind == BEGIN), key=lambda one: one.number, default=None)
    known: dict[int, list[bytes]] = defaultdict(list)
    for one in proven:
        if begin is None or one.number > begin.number:
            known[one.number].append(one.digest)
    walk = _Walk(known, *((begin.number, begin.digest) if begin else (0, START)))
    first = walk.number + 1
    async for row in rows.walk():
        if begin is None or row.number > begin.number:
            walk.see(row)
    for number in sorted(walk.anchors):
        walk.broken(number, "the log ends before an entry that a signed anchor tells of")
    for one in forged:
        walk.broken(one.number, "an anchor's signature is not ours")
    return Verification(
        tenant=rows.tenant,
        holds=not walk.breaks,
        first=first,
        last=walk.number,
        entries=walk.entries,
        anchors=len(anchors),
        unproven=unproven,
        breaks=walk.breaks,
    )


def _checked(anchors: Sequence[AuditAnchor], signer: Signer) -> tuple[list[AuditAnchor], list[AuditAnchor], int]:
    """Those with our signature, those with a false one, and how many are of a key that is not here."""
    proven: list[AuditAnchor] = []
    forged: list[AuditAnchor] = []
    for one in anchors:
        match signer.holds(one.key, one.signature, one.tenant, one.number, one.digest, one.kind):
            case True:
                proven.append(one)
            case False:
                forged.append(one)
            case None:
                pass
    return proven, forged, len(anchors) - len(proven) - len(forged)
