"""The verbs of the command `paella` that make pictures. They import no torch: the engine is fetched when one runs."""
