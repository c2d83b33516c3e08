"""What customers buy ahead: packages, coupons and fees, and how they pay for them."""
