"""What a scorecard is made of: frozen, typed records. Imports nothing else of this package."""
