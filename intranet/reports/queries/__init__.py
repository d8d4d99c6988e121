"""What is read about campaigns and reports."""
