"""Calendars to subscribe to (RFC 5545): closures for anybody, promises for whoever has to keep them."""
