"""The kernel: what a flow is, how it is walked, how answers are understood and texts rendered."""
