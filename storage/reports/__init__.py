"""The report: how many ideas, of which kind, whether answered in time; and volunteering."""
