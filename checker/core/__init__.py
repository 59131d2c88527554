"""What the checker thinks with: plain values and rules, no files, no database, no models."""
