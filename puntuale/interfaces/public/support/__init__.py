"""Support pages: what an agreement promises and costs, said from the document that decides it."""
