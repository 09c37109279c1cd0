"""From a folder of reports to a data set: batch runs that finish.

`run.run_batch` tells the story: find the inputs, see what is known of them,
read what is new in child processes, write the tables.
"""
