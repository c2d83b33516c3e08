"""The door of the first start: administrator, vendor, mailbox, agreement."""
