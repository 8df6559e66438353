"""What a message costs: idea conversations over webhooks, Sammen beside two bots of its peers.

`make bench` runs it. No test reads its times: what a machine does in a second is not ours to
promise.
"""
