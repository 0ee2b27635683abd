"""From text to record: reading releases and extracting actors, events and statements."""
