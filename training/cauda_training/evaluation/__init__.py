"""From logits to figures."""
