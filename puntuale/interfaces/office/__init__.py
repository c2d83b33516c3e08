"""The door for those who keep the house in order: customers, people, agreements, mailboxes."""
