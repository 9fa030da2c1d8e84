"""What people take away: receipts and applications on paper, cards and lists of calls."""

from programs.exports.bundle import application_zip
from programs.exports.calls import csv_of_calls
from programs.exports.card import card_digest, card_facts, card_png
from programs.exports.paper import paper_hwpx, paper_of, paper_pdf
from programs.exports.receipt import receipt_pdf

__all__ = [
    "application_zip",
    "card_digest",
    "card_facts",
    "card_png",
    "csv_of_calls",
    "paper_hwpx",
    "paper_of",
    "paper_pdf",
    "receipt_pdf",
]
