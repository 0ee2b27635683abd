"""What can be said: the ontology, its shapes, the cooperation areas and the alignments."""
