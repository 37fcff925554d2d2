import { describe, expect, it } from 'vitest';
import { headings } from '../../../../src-renderer/cells/note/headings.ts';
import { markdownToHtml } from '../../../../src-renderer/cells/note/math.ts';

describe('formulas in a note', () => {
  it('are found inline and as blocks, with their source escaped', () => {
    expect(markdownToHtml('so $a<b$ holds')).toContain('<span data-math="inline">a&lt;b</span>');
    expect(markdownToHtml('$$\nx^2\n$$\n')).toContain('<div data-math="display">x^2</div>');
  });

  it('are not made of prices', () => {
    expect(markdownToHtml('from $5 to $10')).not.toContain('data-math');
    expect(markdownToHtml('it costs $ 5 and $ 6')).not.toContain('data-math');
  });
});

describe('the outline of a note', () => {
  it('lists its headings with their depth, not those in code', () => {
    expect(headings('# One\n\n```\n# no\n```\n\n### Three\n')).toEqual([
      { depth: 1, text: 'One' },
      { depth: 3, text: 'Three' },
    ]);
  });
});
