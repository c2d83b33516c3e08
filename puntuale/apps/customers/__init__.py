"""Who asks: organisations, their people, the partners between."""
