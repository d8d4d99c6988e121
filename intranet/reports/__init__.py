"""The report inbox: campaigns, what each organisation hands in, its review, the summary.

A campaign asks some organisations for a report by a date. Each of them owes one report; what
it hands in is a version, which never changes again. The summary adds up accepted versions.
"""
