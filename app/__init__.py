"""Diplomatic releases as a knowledge graph of actors, events and commitments."""
