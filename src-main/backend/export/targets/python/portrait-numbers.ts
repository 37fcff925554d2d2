import { truthPairs } from '#shared/values/boolean-text.ts';
import { zeros } from '#shared/values/digits.ts';
import { missingWords } from '#shared/values/missing-marks.ts';

/** Python module that reads written numbers and truth values as `shared/values` does, in the format of their column. */
export const portraitNumbers = String.raw`"""Written numbers and truth values, read as Portrait reads them: in the one format their column was found to have.

Standard library only. What cannot be read is None.
"""
import math
import re
import sys
import unicodedata

# What JavaScript takes for blanks.
BLANK = "\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
TRIMMED = re.compile("^[" + BLANK + "]+|[" + BLANK + "]+\\Z")
BLANKS = re.compile("[" + BLANK + "]+")
EACH_BLANK = re.compile("[" + BLANK + "]")
# Stand for a missing value among numbers and dates.
MISSING = frozenset(${JSON.stringify(missingWords)})


def trim(text):
    return TRIMMED.sub("", text)


DIGITS = {zero + at: str(at) for zero in ${JSON.stringify(zeros)} for at in range(10)}
DIGITS.update({0x66B: ".", 0x66C: ",", 0x66A: "%"})
DIGITS.update({mark: None for mark in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))})


def ascii_digits(text):
    """Digits of every script as 0 to 9, Arabic marks plain, no marks of direction."""
    return text.translate(DIGITS)


def units(text):
    """Length as JavaScript counts it."""
    return len(text) + sum(1 for c in text if c > "\uffff")


# Words ---------------------------------------------------------------------------------------------------------------

TRUTHS = {word: at for pair in ${JSON.stringify(truthPairs)} for at, word in enumerate(pair)}


def is_missing_mark(text):
    return trim(text).lower() in MISSING


def read_boolean(text, words=None):
    for at, word in enumerate(words or ()):
        if trim(word).lower() == trim(text).lower():
            return float(at)
    if units(text) > 12:
        return None
    found = TRUTHS.get(trim(text).lower())
    return None if found is None else float(found)


# Numbers -------------------------------------------------------------------------------------------------------------

MONEY_SIGNS = "".join(chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Sc")
MONEY = "|".join([
    r"US\$|R\$|A\$|C\$|HK\$|NT\$|[" + re.escape(MONEY_SIGNS) + "]|元|圆|円|원",
    "USD|EUR|GBP|CNY|RMB|JPY|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RUB|UAH|TRY|INR|PKR|AUD|CAD|NZD",
    r"HKD|SGD|KRW|TWD|THB|VND|IDR|MYR|PHP|BRL|MXN|ARS|CLP|COP|ZAR|EGP|NGN|KES|ILS|AED|SAR|kr\.?|zł|Kč|Rs\.?",
])
MONEY_BEFORE = re.compile("(?:" + MONEY + ")", re.IGNORECASE)
MONEY_AFTER = re.compile("(?:" + MONEY + r")\Z", re.IGNORECASE)
BODY = re.compile(r"(?:\d[\d,.' ]*|[,.]\d+)(?:[eE][-+]?\d+)?", re.ASCII)
GROUPS = {}
for _mark in (",", ".", " ", "'"):
    _m = re.escape(_mark)
    GROUPS[_mark] = re.compile(r"(?:[1-9]\d{0,2}(?:%s\d{3})+|[1-9]\d?(?:%s\d{2})+%s\d{3})" % (_m, _m, _m), re.ASCII)


def _tidy(text):
    if re.fullmatch(r"[\d,.+-]*", text, re.ASCII):
        return text
    text = ascii_digits(text)
    text = re.sub("[\uff01-\uff5e]", lambda m: chr(ord(m[0]) - 0xFEE0), text)
    text = text.replace("\uffe5", "¥").replace("\uffe1", "£")
    text = re.sub("[\u2212\u2012\u2013]", "-", text)
    text = re.sub("[\u2018\u2019\u02bc\u00b4${'`'}]", "'", text)
    return trim(EACH_BLANK.sub(" ", text))


def is_digit(text, at):
    return text != "" and "0" <= text[at] <= "9"


def _unwrap(text, found):
    """One sign less at either end, noted; None where the same sign stands there twice."""
    if is_digit(text, 0) and is_digit(text, -1):
        return text
    if text.startswith("(") and text.endswith(")"):
        if "parentheses" in found or "negative" in found or "plus" in found:
            return None
        found.update(("parentheses", "negative"))
        return trim(text[1:-1])
    sign = text[:1] if text[:1] in ("-", "+") else "-" if text.endswith("-") else None
    if sign is not None:
        if "negative" in found or "plus" in found:
            return None
        found.add("negative" if sign == "-" else "plus")
        return trim(text[1:] if text[:1] == sign else text[:-1])
    if text[:1] == "%" or text.endswith("%"):
        if "percent" in found:
            return None
        found.add("percent")
        return trim(text[1:] if text[:1] == "%" else text[:-1])
    before = MONEY_BEFORE.match(text)
    money = before or MONEY_AFTER.search(text)
    if money is None:
        return text
    if "currency" in found:
        return None
    found.add("currency")
    return trim(text[len(money[0]):] if before else text[: len(text) - len(money[0])])


def read_number(text, reading):
    """A number as its column writes it ({format: {decimal, thousands}, percent}), or None."""
    if units(text) > 64:
        return None
    rest, left, found = _tidy(text), -1, set()
    while left != len(rest):
        left = len(rest)
        rest = _unwrap(rest, found)
        if rest is None:
            return None
    if not BODY.fullmatch(rest):
        return None
    plain = _plain_body(rest, reading["format"])
    if plain is None:
        return None
    percent = "percent" in found
    number = _shifted_back(plain) if percent else float(plain)
    if number is None or (percent != reading["percent"] and number != 0) or not math.isfinite(number):
        return None
    return -number if "negative" in found and number != 0 else number


def _plain_body(body, form):
    power = re.search("[eE]", body)
    exponent = "" if power is None else body[power.start():]
    mantissa = body if power is None else body[: power.start()]
    before, mark, fraction = mantissa.rpartition(form["decimal"])
    if mark == "":
        before, fraction = mantissa, ""
    if not re.fullmatch(r"\d*", fraction, re.ASCII):
        return None
    if not re.fullmatch(r"\d*", before, re.ASCII):
        groups = GROUPS.get(form["thousands"])
        if groups is None or not groups.fullmatch(before):
            return None
        before = before.replace(form["thousands"], "")
    return before + ("" if mark == "" else "." + fraction) + exponent


def _shifted_back(plain):
    mantissa, _, exponent = plain.replace("E", "e").partition("e")
    power = int(exponent or "0") - 2
    return float("%se%d" % (mantissa, power)) if abs(power) < 10**21 else None
`;
