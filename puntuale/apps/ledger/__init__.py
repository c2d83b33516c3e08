"""What is held, used and owed: seconds, coupons and money, by transfers that nobody rewrites."""
