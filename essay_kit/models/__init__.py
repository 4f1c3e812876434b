"""Concept models and statistics: pure functions that know neither screen nor essay."""
