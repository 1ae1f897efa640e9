"""Words that take the last change back, in four languages."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.intent.scan import Scan

_CHANGE = r"(?:changes?|edits?|swaps?|steps?|moves?|cambios?|modificacion(?:es)?|modifications?|changements?|anderung(?:en)?|schritt)"
_LAST = r"(?:last|latest|previous|that|this|your|my|most recent|ultim[oa]s?|ese|este|dernier|derniere|cette|ce|letzten?|vorigen?|diese[nr]?)"
_BEFORE = r"(?:previous|last|earlier|old|prior|anterior|previa|vieja|ultima|precedente?|ancienne?|derniere?|vorige[nrs]?|letzte[nrs]?|vorherige[nrs]?|alte[nrs]?|fruhere[nrs]?)"
_VERSION = r"(?:version|plan|one|state|itinerary|fassung|stand|programme|itinerario|itineraire)"
_UNDO = re.compile(
    r"\b(?:undo|un-do|revert(?: (?:it|that|this))?|roll (?:it |that )?back|ctrl ?\+? ?z)\b"
    rf"|\b(?:take|put|change|turn|set|switch) (?:it|that|this|everything|things) (?:all )?back\b(?! (?:to|on|at|in|for) (?!how|the way|what|normal|{_BEFORE}|the {_BEFORE}))"
    rf"|\b(?:go|going|get|change|switch|return|revert|be)\w* back to (?:the )?(?:how|what|way|{_BEFORE} {_VERSION}|{_VERSION} before)\b|\b(?:return|revert|restore|bring back|reset)\w* (?:it )?(?:to )?(?:the )?{_BEFORE} {_VERSION}\b"
    rf"|\b(?:cancel|reverse|discard|drop|forget|scrap|ignore) (?:the |my |your )?(?:{_LAST} )+{_CHANGE}\b|\b(?:cancel|reverse|discard|forget|scrap) (?:the )?{_CHANGE}\b"
    rf"|\b(?:as|like|how|the way) (?:it|things|everything|that) (?:was|were|looked) before\b|\b(?:it|that|the {_VERSION}) (?:was|were) better before\b|\b(?:liked|preferred|prefer|want) (?:it |the {_BEFORE} {_VERSION}|the {_VERSION} )(?:better |more )?(?:before|the way it was|how it was|back)\b|\b(?:i|we) (?:liked|preferred) the {_BEFORE} {_VERSION}\b"
    r"|\b(?:deshaz(?:lo|erlo)?|deshacer(?:lo)?|deshace(?:lo)?|revierte(?:lo)?|revertir(?:lo)?)\b"
    rf"|\b(?:vuelve|volver|volvamos|regresa|regresar|vuelva) (?:atras|a(?:l)? (?:la )?(?:{_VERSION} (?:de antes|anterior|previ[oa])|{_BEFORE} {_VERSION}|como estaba))|\bcomo (?:estaba|era) (?:antes)?|\b(?:anula|cancela|quita)r? (?:el|la|los|las|ese|este|esa|esta) (?:{_LAST} )?{_CHANGE}\b"
    rf"|\b(?:defais|defaire|reviens|revenir|revenons|retourne[rz]?|retour) (?:ca|cela|en arriere|a (?:la |l')?(?:{_VERSION} (?:precedente?|d'avant|anterieure?)|{_BEFORE} {_VERSION}))|\bcomme (?:avant|c'etait)\b|\bannule[rz]? (?:ca|cela|tout|(?:la |le |les |cette |ce |mes )?(?:{_LAST} )?{_CHANGE})\b|^\W*annule[rz]?\W*$"
    rf"|\b(?:ruckgangig|widerruf\w*)\b|\b(?:nimm|nehmen sie) (?:das|es|die) (?:\w+ ){{0,2}}zuruck\b|\bzuruck (?:zur?m?|auf)(?: der| den| dem| die)? (?:{_BEFORE} )?{_VERSION}\b|\bwie (?:es )?(?:vorher|zuvor|davor)(?: war)?\b|\b{_BEFORE} {_VERSION} wieder\w*\b|\bwieder (?:die |den |zur )?{_BEFORE} {_VERSION}\b"
)


def takes_back(scan: Scan) -> bool:
    """Whether a clause asks for the trip as it was before the last change."""
    return bool(_UNDO.search(scan.rest))
