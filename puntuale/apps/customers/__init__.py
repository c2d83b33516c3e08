"""Who asks: organisations and their people."""
