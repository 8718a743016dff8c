"""Fit, compare, calibrate and convert the networks of a Cauda model pack.

The tensors come from `cauda prepare` (TypeScript), the app's own preprocessing; nothing here reads an image file.
"""
