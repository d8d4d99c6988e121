"""What people do with campaigns and reports."""
