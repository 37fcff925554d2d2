/**
 * The first key that an object of some JSON has twice, and the place in the list around it from 1; null where there is none.
 * `JSON.parse` keeps the last of such values and says nothing.
 */
export function repeatedKey(text: string): { key: string; row?: number } | null {
  // What is open: the keys of an object, or the place in a list.
  const open: (Set<string> | number)[] = [];
  for (let at = 0; at < text.length; at++) {
    const one = text[at];
    const last = open.at(-1);
    if (one === '{') open.push(new Set());
    else if (one === '[') open.push(1);
    else if (one === '}' || one === ']') open.pop();
    else if (one === ',' && typeof last === 'number') open[open.length - 1] = last + 1;
    if (one !== '"') continue;
    const from = at;
    while (text[++at] !== '"') if (text[at] === '\\') at++;
    let next = at + 1;
    while (text.charCodeAt(next) <= 32) next++;
    if (text[next] !== ':' || typeof last !== 'object') continue;
    const key = String(JSON.parse(text.slice(from, at + 1)));
    const row = open.findLast((part) => typeof part === 'number');
    if (last.has(key)) return { key, row };
    last.add(key);
  }
  return null;
}
