"""Writes written-languages.json: random instants as CLDR writes them in other languages (Babel), beside the ISO text they are.

Run with Python 3.11 and Babel 2.14 or later; the file is committed, so that tests need neither.
"""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

from babel.dates import format_date, format_datetime

random.seed(20240305)
LANGUAGES = ["de", "de_AT", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "ru", "tr", "zh", "ja", "ko"]
COUNT = 14


def moments():
    """Instants of 1990 to 2037, whole in minutes, one in each month at least."""
    origin = datetime(1990, 1, 13)
    months = [datetime(2001 + month, month + 1, random.randrange(13, 28), random.randrange(24), 5) for month in range(12)]
    return months + [origin + timedelta(minutes=random.randrange(24_000_000)) for _ in range(COUNT - 12)]


def day(moment):
    return moment.strftime("%Y-%m-%d")


def minute(moment):
    return moment.strftime("%Y-%m-%d %H:%M:00")


written = {}
for language in LANGUAGES:
    for style in ("medium", "long", "full"):
        rows = [[format_date(m, style, locale=language), day(m)] for m in moments()]
        if any(any(c.isalpha() for c in text) for text, _ in rows):
            written[f"{language} {style}"] = rows
for language in ("de", "fr", "it", "nl", "ru", "zh", "ja", "ko"):
    rows = [[format_datetime(m, "medium", locale=language).rsplit(":", 1)[0], minute(m)] for m in moments()]
    written[f"{language} with a clock"] = rows
arabic = {48 + d: 0x660 + d for d in range(10)}
written["ar_EG"] = [[f"{m.day}\u200f/{m.month}\u200f/{m.year}".translate(arabic), day(m)] for m in moments()]
written["fa"] = [[f"{m:%Y-%m-%d %H:%M}".translate({48 + d: 0x6F0 + d for d in range(10)}), minute(m)] for m in moments()]
path = Path(__file__).with_name("written-languages.json")
path.write_text(json.dumps(written, ensure_ascii=False, indent=0).replace("[\n", "[").replace("\n]", "]") + "\n", encoding="utf-8")
