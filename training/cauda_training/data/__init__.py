"""From the shards that `cauda prepare` wrote to augmented batches."""
