"""Going back: the trip as it was before the last change, byte for byte."""

from __future__ import annotations

from typing import Any

from graphs.state import Ask, Version

_LINES = {
    "en": "Back to the plan before the last change.",
    "es": "Vuelvo al plan anterior al último cambio.",
    "fr": "Retour au plan d'avant le dernier changement.",
    "de": "Zurück zum Plan vor der letzten Änderung.",
}
_NOTHING = {
    "en": "There is no change to undo yet: this is the first version of the trip. What shall I change?",
    "es": "Aún no hay ningún cambio que deshacer: es la primera versión del viaje. ¿Qué cambio?",
    "fr": "Il n'y a encore rien à annuler : c'est la première version du voyage. Que dois-je changer ?",
    "de": "Es gibt noch keine Änderung, die ich zurücknehmen könnte: Das ist die erste Fassung. Was soll ich ändern?",
}


def undone(before: Version | None, base: Version | None = None) -> dict[str, Any]:
    """The state's change: the version before as the run's result, or the honest word that there is none.

    Under review only what was proposed is taken back; the trip as it was (`base`) is the end of that.
    """
    if before is None or before.previous is None:
        language = before.request.language if before else "en"
        return {"question": Ask(field="message", text=_NOTHING.get(language, _NOTHING["en"]))}
    then = before.previous
    if base is not None:
        as_it_was = (then.request, then.itinerary) == (base.request, base.itinerary)
        return {"declined": True} if as_it_was else {"request": then.request, "itinerary": then.itinerary}
    said = _LINES.get(then.request.language, _LINES["en"])
    return {"request": then.request, "itinerary": then.itinerary, "changes": (said,), "undo": True}
