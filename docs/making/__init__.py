"""Makes the parts of the documentation that the code knows: the reference, and what commands and queries answer."""
