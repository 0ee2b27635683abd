"""The project's named errors: each carries one line that says what is wrong, where, and what to do next."""

from __future__ import annotations


class DiplographError(Exception):
    """Base of every error that a user may meet; its text is a single line."""


class ReadError(DiplographError):
    """A release could not be read: missing, empty, binary, undecodable or too large."""


class RuleError(DiplographError):
    """A rule file is malformed: unknown key, missing example, duplicate id."""


class GazetteerError(DiplographError):
    """A gazetteer file is malformed: unknown column, missing source, duplicate, dangling parent."""


class ModelError(DiplographError):
    """The spaCy model that was asked for is not installed."""


class StoreError(DiplographError):
    """A store cannot be opened: none there, not a diplograph store, or held by another process."""


class InferenceError(DiplographError):
    """The ontology holds an axiom that the rules of inference do not cover."""


class QueryError(DiplographError):
    """A query is unknown, malformed, or misses a parameter."""


class ExportError(DiplographError):
    """A file format is unknown or a file cannot be written."""


class TransferError(DiplographError):
    """A server does not take a graph: it does not answer, refuses, or the address or credentials are wrong."""


class ClusterError(DiplographError):
    """A Dask cluster cannot be used: no Dask, no scheduler or worker, other versions there, no shared folder."""
