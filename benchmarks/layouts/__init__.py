"""Generated reports in every layout: how many cells come out as they were put in."""
