"""Notices delivered: the tray, the bell, letters, and what people prefer."""
