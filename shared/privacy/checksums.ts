/** Luhn's check digit (ISO/IEC 7812-1, annex B) over a text of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** MOD 97-10 (ISO 7064) of an IBAN without spaces, in capitals: country and check digits moved to the end leave 1. */
export function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const letter of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(letter, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkLetters = '10X98765432';

/** The check letter of a Chinese resident number (GB 11643, MOD 11-2) of 17 digits and that letter. */
export function passesMod11(id: string): boolean {
  const sum = weights.reduce((total, weight, i) => total + weight * (id.charCodeAt(i) - 48), 0);
  return checkLetters[sum % 11] === id[17];
}
