/** Python module that reads written dates and times as `shared/values/time` does, in the format of their column. */
export const portraitDates = String.raw`"""Written dates and times, read as Portrait reads them: in the one format their column was found to have.

Standard library only. What cannot be read is None.
"""
import math
import re

from portrait_date_words import MONTHS, full_year, plain_text
from portrait_numbers import is_digit, trim

ASCII = re.ASCII | re.DOTALL
ANY_CASE = ASCII | re.IGNORECASE
SECONDS_A_DAY = 86_400
EARLIEST, LATEST = -62_135_596_800, 253_402_300_800
WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split()
TIME_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
SCALES = dict(seconds=0, milliseconds=3, microseconds=6, nanoseconds=9)


def js_round(value):
    """To the nearest whole number, halves upwards."""
    low = math.floor(value)
    return low + 1 if value - low >= 0.5 else low


def day_number(year, month, day):
    """Days since 1970-01-01, or None where there is no such day in the years 1 to 9999."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and day >= 1):
        return None
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    if day > [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]:
        return None
    y, m = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return y * 365 + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day - 719_469


def day_text(days):
    z = days + 719_468
    era, of_era = divmod(z, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year + era * 400 + (1 if month <= 2 else 0)
    return "%s%04d-%02d-%02d" % ("-" if year < 0 else "", abs(year), month, day)


def _instant_text(seconds, fraction, day_only):
    days, rest = divmod(int(seconds), SECONDS_A_DAY)
    if day_only:
        return day_text(days)
    clock = "%02d:%02d:%02d" % (rest // 3600, rest // 60 % 60, rest % 60)
    return day_text(days) + " " + clock + ("" if fraction == "" else "." + fraction)


def _in_calendar(seconds):
    return EARLIEST <= seconds < LATEST


CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,:](\d+))?)?)?(?:\s*([AaPp])\.?\s?[Mm]\.?(?![A-Za-z]))?\s*(.*)", ASCII
)
PACKED = re.compile(r"(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d+))?)?()\s*(.*)", ASCII)
OFFSET = re.compile(r"(?:UTC|GMT|UT|Z)?\s*([-+])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?(.*)", ANY_CASE)
UNIVERSAL = re.compile(r"(?:Z|UTC|GMT|UT|Etc/UTC|Etc/GMT)(?![A-Za-z/])(.*)", ANY_CASE)
COMMENT = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\))?\s*", re.ASCII)
NUMERIC = re.compile(r"(\d{1,4})([-/.]|\s+)(\d{1,2})\2(\d{1,4})(?!\d)(.*)", ASCII)
YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)
MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})[T _-](\d.*)", ASCII)
GAP = r"[\s\-/.,]*"
DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?" + GAP + r"(?:of\s+)?([A-Za-z]{3,9})" + GAP + r"(\d{4}|\d{2})(?!\d)(.*)", ANY_CASE
)
NAME_DAY = re.compile(
    r"([A-Za-z]{3,9})" + GAP + r"(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:\s*,\s*|[\s\-/]+)(\d{4}|\d{2})(?![\d:])(.*)", ANY_CASE
)
YEAR_NAME = re.compile(r"(\d{4})" + GAP + r"([A-Za-z]{3,9})" + GAP + r"(\d{1,2})(?!\d)(.*)", ANY_CASE)
CLOCK_THEN_YEAR = re.compile(r"([A-Za-z]{3,9})\s+(\d{1,2})\s+(\d{1,2}:.*?)\s+(\d{4})", ASCII)
NAME_YEAR = re.compile(r"([A-Za-z]{3,9})\.?[\s\-/,]+(\d{4})", re.ASCII)
YEAR_THEN_NAME = re.compile(r"(\d{4})[\s\-/]([A-Za-z]{3,9})\.?", re.ASCII)
BETWEEN = re.compile(r"(?:T|\s*,\s*|\s+at\s+|\s+|:(?=\d\d:\d\d))(?=\d)", re.ASCII | re.IGNORECASE)
WEEKDAY = re.compile(r"([A-Za-z]{3,9})\.?\s*,?\s+", re.ASCII)


class _Unread(Exception):
    """It has the form of a date and is none."""


def _zone(text):
    """Seconds east of UTC, 0 where none is told."""
    word = trim(text)
    if word == "":
        return 0
    shift = OFFSET.fullmatch(word)
    if shift is not None and COMMENT.fullmatch(shift[5]):
        h, m, s = int(shift[2]), int(shift[3] or 0), int(shift[4] or 0)
        if h > 15 or m > 59 or s > 59:
            raise _Unread()
        return (-1 if shift[1] == "-" else 1) * (h * 3600 + m * 60 + s)
    zero = UNIVERSAL.fullmatch(word)
    if zero is not None and COMMENT.fullmatch(zero[1]):
        return 0
    raise _Unread()


def _clock(text, packed):
    """(seconds since midnight, digits of a fraction, seconds east of UTC)."""
    found = CLOCK.fullmatch(text)
    if found is None or (found[2] is None and found[5] is None):
        found = PACKED.fullmatch(text) if packed else None
    if found is None:
        raise _Unread()
    zone = _zone(found[6] or "")
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if minute > 59 or second > 60:
        raise _Unread()
    if found[5]:
        if not 1 <= hour <= 12:
            raise _Unread()
        hour = hour % 12 + (12 if found[5].lower() == "p" else 0)
    seconds = hour * 3600 + minute * 60 + second
    if hour >= 24 and seconds != SECONDS_A_DAY:
        raise _Unread()
    return seconds, (found[4] or "")[:9].rstrip("0"), zone


def _clock_after(rest, packed=False):
    """None where nothing follows the date."""
    if trim(rest) == "":
        return None
    gap = BETWEEN.match(rest)
    if gap is None:
        raise _Unread()
    return _clock(rest[gap.end():], packed)


def _known(year, month, day, rest, packed=False):
    return "known", (int(year), int(month), 1 if day is None else int(day)), _clock_after(rest, packed)


def _named(year, month, day, rest):
    lower = month.lower()
    number = next((i for i, name in enumerate(MONTHS, 1) if lower in (name, name[:3])), 9 if lower == "sept" else None)
    if number is None:
        raise _Unread()
    return _known(str(full_year(int(year))) if len(year) == 2 else year, number, day, rest)


def _three_numbers(match):
    a, b, c, rest = match[1], match[3], match[4], match[5]
    clock = _clock_after(rest)
    if len(a) == 3 or len(c) == 3:
        raise _Unread()
    if len(a) == 4:
        if len(c) > 2:
            raise _Unread()
        return _known(a, b, c, rest)
    parts = (int(a), int(b), int(c))
    if len(c) == 4:
        return "year_last", parts, clock
    if len(a) + len(c) < 3:
        raise _Unread()
    return "short", parts, clock


def _from_digit(text):
    match = NUMERIC.fullmatch(text)
    if match:
        return _three_numbers(match)
    match = YEAR_MONTH.fullmatch(text)
    if match:
        return _known(match[1], match[2], None, "")
    match = MONTH_YEAR.fullmatch(text)
    if match:
        return _known(match[2], match[1], None, "")
    match = COMPACT.fullmatch(text)
    if match:
        return _known(match[1], match[2], match[3], " " + match[4], True)
    match = DAY_NAME.fullmatch(text)
    if match:
        return _named(match[3], match[2], match[1], match[4])
    match = YEAR_NAME.fullmatch(text)
    if match:
        return _named(match[1], match[2], match[3], match[4])
    match = YEAR_THEN_NAME.fullmatch(text)
    if match:
        return _named(match[1], match[2], None, "")
    raise _Unread()


def _from_letter(text):
    week = WEEKDAY.match(text)
    if week and any(name.startswith(week[1].lower()) for name in WEEKDAYS):
        text = text[week.end():]
    if is_digit(text, 0):
        return _from_digit(text)
    match = CLOCK_THEN_YEAR.fullmatch(text)
    if match:
        return _named(match[4], match[1], match[2], " " + match[3])
    match = NAME_DAY.fullmatch(text)
    if match:
        return _named(match[3], match[1], match[2], match[4])
    match = NAME_YEAR.fullmatch(text)
    if match:
        return _named(match[2], match[1], None, "")
    raise _Unread()


def _calendar(written, reading):
    text = plain_text(written)
    shape, (a, b, c), clock = _from_digit(text) if is_digit(text, 0) else _from_letter(text)
    if shape == "known":
        day = day_number(a, b, c)
    elif reading == "year_month_day":
        day = day_number(full_year(a), b, c) if shape == "short" else None
    else:
        year = full_year(c) if shape == "short" else c
        day = day_number(year, b, a) if reading == "day_month_year" else day_number(year, a, b)
    if day is None:
        return None
    if clock is None:
        return day * SECONDS_A_DAY, "", True
    seconds = day * SECONDS_A_DAY + clock[0] - clock[2]
    return (seconds, clock[1], False) if _in_calendar(seconds) else None


def _of_milliseconds(time):
    seconds = math.floor(time / 1000)
    rest = time - seconds * 1000
    fraction = ("%d" % rest).zfill(3).rstrip("0")
    return seconds, fraction, time % 86_400_000 == 0


def _digits(text):
    if len(text) not in (6, 8, 10, 12, 14, 17):
        return None
    year = int(text[:4])
    if not 1900 <= year <= 2199:
        return None
    day = day_number(year, int(text[4:6]), 1 if len(text) == 6 else int(text[6:8]))
    hour, minute, second = int(text[8:10] or 0), int(text[10:12] or 0), int(text[12:14] or 0)
    if day is None or hour > 23 or minute > 59 or second > 59:
        return None
    return day * SECONDS_A_DAY + hour * 3600 + minute * 60 + second, text[14:].rstrip("0"), len(text) < 9


def _short_digits(value):
    if not value.is_integer() or not 101 <= value <= 991_231:
        return None
    whole = int(value)
    day = day_number(full_year(whole // 10_000), whole // 100 % 100, whole % 100)
    return None if day is None else day * SECONDS_A_DAY * 1000


def _number_milliseconds(value, reading):
    if reading == "year":
        whole = value.is_integer() and 1800 <= value <= 2199
        return day_number(int(value), 1, 1) * SECONDS_A_DAY * 1000 if whole else None
    if reading == "short_digits":
        return _short_digits(value)
    if reading == "excel_days":
        if not 0 <= value < 2_958_466 or 60 <= value < 61:
            return None
        return js_round((value - (25_568 if value < 60 else 25_569)) * 86_400_000.0)
    time = value * 86_400_000.0
    return time if _in_calendar(time / 1000) else None


def _of_unit(text, scale):
    match = re.fullmatch(r"([-+]?)(\d*)\.?(\d*)", text, re.ASCII)
    if match is None:
        seconds = float(text) / 10**scale
        return (*_of_milliseconds(js_round(seconds * 1000))[:2], False) if _in_calendar(seconds) else None
    sign, whole, part = match[1], match[2].zfill(scale + 1), match[3]
    seconds = int(whole[: len(whole) - scale])
    fraction = (whole[len(whole) - scale:] + part)[:9].rstrip("0")
    if not _in_calendar(-seconds - 1 if sign == "-" else seconds):
        return None
    if sign != "-":
        return seconds, fraction, False
    if fraction == "":
        return -seconds, "", False
    return -seconds - 1, str(10**9 - int(fraction.ljust(9, "0"))).zfill(9).rstrip("0"), False


def read_time(text, reading):
    """The text that stands for a written date in a table, or None; reading as in the model's time.reading."""
    if reading.count("_") == 2:
        try:
            found = _calendar(text, reading)
        except _Unread:
            return None
        return None if found is None else _instant_text(*found)
    text = trim(text)
    if not TIME_NUMBER.fullmatch(text) or re.match(r"[-+]?0\d", text, re.ASCII):
        if reading != "short_digits" or not re.fullmatch(r"0\d{5}", text, re.ASCII):
            return None
        time = _short_digits(float(text))
        return None if time is None else _instant_text(time // 1000, "", True)
    if reading == "digits":
        found = _digits(text) if re.fullmatch(r"\d+", text, re.ASCII) else None
    elif reading in SCALES:
        found = _of_unit(text, SCALES[reading])
    else:
        time = _number_milliseconds(float(text), reading)
        found = None if time is None else _of_milliseconds(time)
    return None if found is None else _instant_text(*found)
`;
