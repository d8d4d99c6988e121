"""What people do with plans, boards and cards; each deed is one transaction and tells."""
