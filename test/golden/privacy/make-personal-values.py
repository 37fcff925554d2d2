"""Makes personal values by Faker, python-stdnum and phonenumbers: python make-personal-values.py COUNT > personal-values.json"""

import json
import random
import sys

import phonenumbers
from faker import Faker
from stdnum import iban, luhn
from stdnum.cn import ric

count = int(sys.argv[1])
random.seed(11643)
Faker.seed(11643)
LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "zh_CN", "ja_JP", "it_IT", "es_ES", "nl_NL", "pt_BR"]
fakers = [Faker(locale) for locale in LOCALES]
chinese = Faker("zh_CN")


def many(make, check=lambda value: True):
    values = []
    while len(values) < count:
        value = make(fakers[len(values) % len(fakers)])
        if check(value):
            values.append(value)
    return values


def phone(_):
    region = random.choice(["CN", "CN", "US", "GB", "DE", "FR", "IN", "JP", "KR", "HK", "SG", "IT", "ES", "NL", "BR", "AU"])
    kind = random.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    while True:
        example = phonenumbers.example_number_for_type(region, kind)
        digits = str(example.national_number)
        tail = "".join(random.choice("0123456789") for _ in range(min(6, len(digits) - 4)))
        number = phonenumbers.PhoneNumber(
            country_code=example.country_code,
            national_number=int(digits[: len(digits) - len(tail)] + tail),
            italian_leading_zero=example.italian_leading_zero,
        )
        if phonenumbers.is_valid_number(number):
            break
    form = random.choice(
        [phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL]
    )
    return phonenumbers.format_number(number, form)


print(
    json.dumps(
        {
            "email": many(lambda fake: random.choice([fake.email, fake.company_email, fake.free_email])()),
            "phone": many(phone),
            "card": many(lambda fake: fake.credit_card_number(), luhn.is_valid),
            # Faker's zh_CN makes IBANs of a wrong length.
            "iban": many(lambda fake: fakers[random.randrange(4)].iban(), iban.is_valid),
            "resident_id": many(lambda fake: chinese.ssn(min_age=0, max_age=100), lambda number: ric.calc_check_digit(number) == number[-1]),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
)
