"""What a message costs: conversations about an idea over webhooks, with Sammen beside two similar
bots.

`make bench` runs it. No test reads its times: we cannot promise what a machine does in a second.
"""
