"""Titles that people bear before their names, lower case, with and without their dots; a word that only tells what somebody does is none."""

TITLES = frozenset(
    "mr. mrs. ms. mr mrs ms dr. dr prof. professor president senator sen. congressman congresswoman rep. governor gov. mayor minister secretary "
    "general major colonel lieutenant captain sergeant admiral judge justice chief pope bishop archbishop king queen prince princess emperor".split()
)
