"""Who has registered, under which terms; and who still waits for somebody's word."""
