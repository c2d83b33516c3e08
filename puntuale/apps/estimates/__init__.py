"""What work will take and cost, offered for a decision before it begins."""
