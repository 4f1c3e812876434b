"""How the tables are made: one module for each lesson, or for two that share their sources."""
