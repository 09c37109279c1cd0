"""How well scans and damaged text layers are read, beside tesseract alone."""
