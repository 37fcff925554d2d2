import { describe, expect, it } from 'vitest';
import { errorSpots } from '../../../../src-renderer/cells/sql/editor/error-spots.ts';

/** The underlined texts. */
function under(query: string, detail: string): string[] {
  return errorSpots(query, detail).map(({ from, to }) => query.slice(from, to));
}

// The messages are SQLite's own (parse.y, resolve.c, build.c).
describe('what SQLite complains about is underlined', () => {
  it.each([
    ['SELECT agee FROM t', 'no such column: agee', ['agee']],
    ['SELECT t.agee, 1 FROM t', 'no such column: t.agee', ['t.agee']],
    ['SELECT "t" . "a b" FROM t', 'no such column: t.a b', ['"t" . "a b"']],
    [
      'SELECT "agee" FROM t',
      'no such column: "agee" - should this be a string literal in single-quotes?',
      ['"agee"'],
    ],
    ['SELECT * FROM Ziel', 'no such table: Ziel', ['Ziel']],
    ['SELECT medain(x) FROM t', 'no such function: medain', ['medain']],
    ['SELECT a FRM t', 'near "FRM": syntax error', ['FRM']],
    ['SELECT a, FROM t', 'near "FROM": syntax error', ['FROM']],
    ['SELECT id FROM a, b', 'ambiguous column name: id', ['id']],
    ["SELECT 'agee' FROM t -- agee\nWHERE agee > 1", 'no such column: agee', ['agee']],
    ['SELECT agee2, agee FROM t', 'no such column: agee', ['agee']],
    ['SELECT 年齢 FROM t', 'no such column: 年齢', ['年齢']],
    ["SELECT 'a FROM t", 'unrecognized token: "\'a FROM t"', ["'a FROM t"]],
    ['SELECT max(a FROM t WHERE (', 'incomplete input', ['(']],
    ['SELECT 1', 'too many terms in compound SELECT', []],
  ])('%s: %s', (query, detail, found) => {
    expect(under(query, detail)).toEqual(found);
  });

  it('at every place it is written', () => {
    expect(under('SELECT x, X + 1 FROM t', 'no such column: x')).toEqual(['x', 'X']);
  });
});
