"""Bibliokarta: a district's road map of school libraries, from the order to the report."""
