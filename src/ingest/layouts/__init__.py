"""One module per family of layouts; each takes pages and gives a `Split`, or None if it does not fit."""
