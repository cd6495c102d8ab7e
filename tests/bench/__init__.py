"""What `make bench` measures: each module's `run` gives a table with its rivals measured in the same run."""
