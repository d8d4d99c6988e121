"""Bytes or text become paragraphs and tables: TSV, HTML, DOCX, XLSX, ODT, decided by content."""

from intranet.lib.documents.html import read_html
from intranet.lib.documents.model import Cell, Document, Table, Unreadable
from intranet.lib.documents.reading import read_bytes
from intranet.lib.documents.text import read_text

__all__ = ["Cell", "Document", "Table", "Unreadable", "read_bytes", "read_html", "read_text"]
