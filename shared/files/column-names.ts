/** Names made usable: spaces around them cut, empty ones numbered, repeated ones told apart. */
export function columnNames(
  header: readonly string[],
  onWarning?: (kind: 'duplicate_header' | 'empty_header', name: string) => void,
): string[] {
  const used = new Set(header.map((name) => name.trim()));
  const given = new Set<string>();
  return header.map((raw, index) => {
    let name = raw.trim();
    if (name === '') {
      name = numbered('column', index + 1, used);
      onWarning?.('empty_header', name);
    } else if (given.has(name)) {
      name = numbered(name, 2, used);
      onWarning?.('duplicate_header', name);
    }
    used.add(name);
    given.add(name);
    return name;
  });
}

function numbered(name: string, from: number, used: ReadonlySet<string>): string {
  let number = from;
  while (used.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
