import type { Locator } from 'playwright-core';

export type Unreadable = { text: string; pixels: number; contrast: number };
type Limits = { pixels: number; contrast: number };

/**
 * Texts below `within` that are smaller than so many pixels on the screen, or whose contrast (WCAG 2.2) with what lies
 * behind them is lower. Of formulas the smallest base line counts: indices are set smaller, as in print.
 */
export function unreadable(within: Locator, limits: Limits): Promise<Unreadable[]> {
  return within.evaluate((root, { pixels: fewest, contrast: least }) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('no canvas');
    type Colour = [number, number, number, number];
    const colourOf = (css: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (at: 0 | 1 | 2) => top[at] * top[3] + below[at] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const groundOf = (element: Element): Colour => {
      const layers: Colour[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        // A text in a group stands on the group's own box; one directly in a drawing on the page.
        const group = at instanceof SVGElement ? at.parentElement : null;
        const box = group instanceof SVGGElement ? group.querySelector(':scope > rect') : null;
        const css = box
          ? getComputedStyle(box).fill
          : at instanceof SVGElement
            ? 'transparent'
            : getComputedStyle(at).backgroundColor;
        const colour = colourOf(css);
        layers.push(colour);
        if (colour[3] === 1) break;
      }
      return layers.reduceRight<Colour>((below, top) => over(top, below), [255, 255, 255, 1]);
    };
    const light = ([r, g, b]: Colour): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const isScript = (element: Element): boolean =>
      element.closest('.msupsub, .mfrac, .op-limits, .mtight') !== null;
    const found: { text: string; pixels: number; contrast: number }[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || text === '\u200b') continue;
      if (element.closest('.sr-only, .katex-mathml, title, [data-tip-box]') !== null) continue;
      const style = getComputedStyle(element);
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      const hidden = style.visibility === 'hidden' || style.color === 'rgba(0, 0, 0, 0)';
      if (box.width === 0 || hidden) continue;
      const svg = element instanceof SVGGraphicsElement;
      const zoom = svg
        ? (element.getScreenCTM()?.a ?? 1)
        : ((element as { currentCSSZoom?: number }).currentCSSZoom ?? 1);
      const size = parseFloat(style.fontSize) * zoom;
      const ground = groundOf(element);
      let alpha = 1;
      for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
        alpha *= Number(getComputedStyle(at).opacity);
      }
      const [r, g, b, a] = colourOf(svg ? style.fill : style.color);
      const ink = over([r, g, b, a * alpha], ground);
      const [dark = 0, bright = 0] = [light(ink), light(ground)].sort((one, two) => one - two);
      const contrast = (bright + 0.05) / (dark + 0.05);
      const small = size < fewest && !isScript(element);
      if (small || contrast < least) {
        const round = (value: number) => Math.round(value * 100) / 100;
        found.push({ text: text.slice(0, 40), pixels: round(size), contrast: round(contrast) });
      }
    }
    return found;
  }, limits);
}
