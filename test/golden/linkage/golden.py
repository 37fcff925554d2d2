"""Jaro-Winkler and Soundex by jellyfish 1.3.0: python golden.py > golden.json"""

import json
import random

import jellyfish

random.seed(5)
NAMES = (
    "martha marhta dwayne duane dixon dicksonx jonathan johnathon müller mueller mcdonald macdonald ashcraft tymczak pfister "
    "honeyman robert rupert catherine kathryn elisabeth elizabeth lloyd lee washington o'hara wu xie zhang abroms abrams "
    "itman smith schmidt schmit hughes hewes"
).split()


def noisy(word):
    letters = list(word)
    for _ in range(random.randint(0, 2)):
        at, kind = random.randrange(len(letters)), random.random()
        if kind < 0.33:
            letters[at] = random.choice("abcdefghijklmnopqrstuvwxyz")
        elif kind < 0.66 and len(letters) > 2:
            del letters[at]
        elif at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


pairs = [pair for a, b in zip(NAMES, NAMES[1:]) for pair in ((a, b), (a, noisy(a)))]
pairs += [("12 wallaby place", "12 walaby pl"), ("张伟", "张伟明"), ("aaaa", "a"), ("abcdefgh", "hgfedcba")]
plain = [name for name in NAMES if name.isascii() and "'" not in name]
print(
    json.dumps(
        {
            "jaroWinkler": [[a, b, jellyfish.jaro_winkler_similarity(a, b)] for a, b in pairs],
            "soundex": [[name, jellyfish.soundex(name).lower()] for name in plain],
        },
        ensure_ascii=False,
    )
)
