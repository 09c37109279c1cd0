"""From a follow-up report (PDF or text dump) to a checked `schema.Report`."""
