"""The language of a release, by py3langid: what is not English is told apart before it is misread."""

from __future__ import annotations

import functools
import re
from typing import Any

import pycountry

ENOUGH = 60  # letters; below this a guess is worth nothing
SURE = 0.8
# A quarter of English running text is made of these; names in other languages cannot outweigh them.
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|on|with|that|by|is|was|at|as|will)\b", re.I)
_SHARE = 0.12


def foreign(text: str) -> str | None:
    """Return the name of the language of a text that is surely not English, else None."""
    sample = text[:6000]
    words = re.findall(r"[^\W\d_]+", sample)
    if sum(map(len, words)) < ENOUGH or len(_ENGLISH.findall(sample)) > _SHARE * len(words):
        return None
    code, sureness = _identifier().classify(sample)
    if code == "en" or sureness < SURE:
        return None
    found = pycountry.languages.get(alpha_2=code)
    return found.name if found else str(code)


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
