"""From a corpus to the files that restoration ships; never imported by the package."""
