"""Who looks after which customers, and until when."""
