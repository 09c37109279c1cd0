"""Sets the sample reports from their typed sources, with the producers that real reports come from."""
