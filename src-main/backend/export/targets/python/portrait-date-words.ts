import { monthWords, weekdayWords } from '#shared/values/time/month-words.ts';
import { earlyWords, lateWords } from '#shared/values/time/plain-text.ts';

/** Python module that puts dates of other languages and scripts into English and digits, as `shared/values/time` does. */
export const portraitDateWords = String.raw`"""Dates of other languages and scripts, in English and plain digits.

Standard library only.
"""
import re
import unicodedata

from portrait_numbers import BLANK, EACH_BLANK, ascii_digits, trim

MONTHS = "january february march april may june july august september october november december".split()
MONTH_WORDS = {word: MONTHS[at] for at, words in enumerate(${JSON.stringify(monthWords)}) for word in words.split()}
WEEKDAY_WORDS = frozenset(${JSON.stringify(weekdayWords)}.split())
EARLY, LATE, NOON = ${JSON.stringify(earlyWords)}, ${JSON.stringify(lateWords)}, "中午"
HALF = "(" + "|".join([*EARLY, *LATE, NOON]) + ")"
# Runs of letters; a mark counts as one.
WORD = r"(?:[^\W\d_]|[\u0300-\u036f])"
ENGLISH_HINT = re.compile(WORD + r"{2}|[0-9][hH]|[гГ]")
LEADING = re.compile("(" + "(?:" + WORD + r"|-){2,})\.?[ ]*,?[ ]+(?:den[ ]+)?(?=[0-9])")
HAS_WORD = re.compile(r"(?!del\b)[^\W\d_]{3}", re.IGNORECASE)
TRAILING = re.compile("[ ](" + WORD + r"{3,})\Z")


def full_year(short):
    return 1900 + short if short > 68 else 2000 + short


def _is_month(word):
    lower = word.lower()
    return lower in MONTH_WORDS or any(lower in (name, name[:3]) for name in MONTHS)


def _is_weekday(word, rest):
    if re.fullmatch("[A-Z]{2}", word) or word.lower() not in WEEKDAY_WORDS:
        return False
    return not _is_month(word) or any(_is_month(one) for one in re.findall(WORD + "{2,}", rest))


def _without_weekday(text):
    last = TRAILING.search(text)
    if last and _is_weekday(last[1], text[: last.start()]):
        return text[: last.start()]
    found = LEADING.match(text)
    rest = text[found.end():] if found else ""
    return rest if found and _is_weekday(found[1], rest) else text


def _in_english(text):
    if not ENGLISH_HINT.search(text):
        return text
    text = re.sub(WORD + "{2,}", lambda m: MONTH_WORDS.get(m[0].lower(), m[0]), _without_weekday(text))
    for pattern, put, count, flags in (
        (r"^([0-9]{1,2})(?:er|o|a)(?= )", r"\1", 1, 0),
        (r" (?:de|del|di|da) ", " " if HAS_WORD.search(text) else r"\g<0>", 0, re.IGNORECASE),
        (r" *г\.?(?=\Z|[ ,])", "", 1, 0),
        (r"( kl\.? +[0-9]{1,2}| [0-9]{1,2}(?=\.[0-9]{2} *uhr\Z))\.([0-9]{2})", r"\1:\2", 1, re.IGNORECASE),
        (r" *uhr\Z", "", 1, re.IGNORECASE),
        (r",? +(?:um|à|às|kl\.?|a las|alle(?: ore)?) +(?=[0-9]{1,2}[:.h ])", " ", 1, re.IGNORECASE),
        (r"( [0-9]{1,2}) ?h ?([0-9]{2})(?![0-9])", r"\1:\2", 1, re.IGNORECASE),
        (r"( [0-9]{1,2}) ?h\Z", r"\1:00", 1, re.IGNORECASE),
    ):
        text = re.sub(pattern, put, text, count=count, flags=flags)
    return text


def plain_text(written):
    """Trimmed, digits and forms made plain, parts of the day as a clock of 24 hours, months in English."""
    text = re.sub(POINTED, r"\1.\2.\3", trim(written), count=1)
    if re.fullmatch(r"[\x20-\x7e]*", text):
        return _in_english(text)
    text = re.sub("[\u2010-\u2012\u2212]", "-", ascii_digits(unicodedata.normalize("NFKC", text)))
    text = EACH_BLANK.sub(" ", text)
    if re.search("[年月]|[0-9] *년", text):
        text = _with_marks(text)
    text = re.sub(HALF + " *([0-9]{1,2})", lambda m: _in_half(m[1], int(m[2])), text, count=1)
    text = re.sub(
        r"([0-9]{1,2})((?::[0-9]{2}){0,2}(?:\.[0-9]+)?) *" + HALF + r"(?![^\W\d_])",
        lambda m: _in_half(m[3], int(m[1])) + (m[2] or ":00"),
        text,
        count=1,
    )
    return _in_english(trim(text))


POINTED = re.compile(r"^([0-9]{1,4})\.[" + BLANK + r"]+([0-9]{1,2})\.[" + BLANK + r"]+([0-9]{1,4})\.?(?=[" + BLANK + r"]|\Z)")


WEEKDAYS_OF_EAST = r" *(?:[월화수목금토일]요일|[月火水木金土日]曜日?|星期.|周[一二三四五六日天]|\([月火水木金土日]\))"


def _with_marks(text):
    text = re.sub(WEEKDAYS_OF_EAST, " ", text, count=1)
    for korean, chinese in zip("년월일시분초", "年月日时分秒"):
        text = text.replace(korean, chinese)
    for pattern, put, count in (
        ("^([0-9]{2})(?=年)", lambda m: str(full_year(int(m[1]))), 1),
        (" *年 *", "-", 1),
        (" *月 *", "-", 1),
        ("-\\Z", "", 1),
        (" *[日号] *", " ", 1),
        (" *[时時点] *(?=[0-9])", ":", 1),
        (" *[时時点] *(?:整)?", ":00", 1),
        (" *分 *(?=[0-9])", ":", 1),
        (" *[分秒]", "", 0),
    ):
        text = re.sub(pattern, put, text, count=count)
    return trim(text)


def _in_half(half, hour):
    if half in LATE or (half == NOON and hour < 11):
        return str(hour + 12 if hour < 12 else hour)
    return str(0 if hour == 12 and half != NOON else hour)
`;
