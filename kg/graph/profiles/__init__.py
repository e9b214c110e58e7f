"""The graph cut to what other communities exchange, each profile from the N-Quads of a build."""
