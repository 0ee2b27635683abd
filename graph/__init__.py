"""From record to graph: claims, triples, store, inference, validation, questions, networks."""
