"""What is measured, and how: run by `make bench`."""
