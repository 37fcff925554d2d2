import type { ElementType } from '#shared/model-files/onnx-model.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import type { WrittenTime } from './primitives.ts';
import { isoPattern } from './iso-pattern.ts';

type Helpers = {
  number(value: number): string;
  text(value: string): string;
  cast(value: string, to: ElementType): string;
  matches(value: string, pattern: string): string;
  gatherColumn(parts: string, column: number): string;
};

/**
 * ISO 8601 text taken apart with what ONNX has for text: a full match, and splitting. A mark added behind the text makes
 * every split wide enough for the part that is asked for.
 */
export function onnxTime(graph: OnnxGraph, h: Helpers, text: string): WrittenTime<string> {
  const isTime = h.matches(text, isoPattern);
  const written = graph.node('Where', [isTime, text, h.text('0001-01-01')]);
  const join = (a: string, b: string): string => graph.node('StringConcat', [a, b]);
  const split = (value: string, mark: string, parts: number): string[] => {
    const wide = join(value, h.text(mark.repeat(Math.max(1, parts - 1))));
    const all = graph.split(wide, mark);
    return Array.from({ length: parts }, (_, at) => h.gatherColumn(all, at));
  };
  const digits = (value: string): string => h.cast(join(h.text('0'), value), 'double');

  // A zone to the west has the fourth part: 2011-11-02T12:20-05:00.
  const [year = '', month = '', behind = '', west = ''] = splitDate();
  const [local = '', east = ''] = split(behind, '+', 2);
  const [plain = ''] = split(local, 'Z', 1);
  const [beforeT = '', clockT = ''] = split(plain, 'T', 2);
  const [day = '', clockBlank = ''] = split(beforeT, ' ', 2);
  const [hour = '', minute = '', fine = ''] = split(join(clockT, clockBlank), ':', 3);
  const [second = '', fraction = ''] = split(fine, '.', 2);
  const [zoneHour = '', zoneMinute = ''] = split(join(west, east), ':', 2);
  const thousandths = graph.node('Mul', [
    h.cast(join(join(h.text('0.'), fraction), h.text('0')), 'double'),
    h.number(1000),
  ]);
  return {
    isTime,
    year: digits(year),
    month: digits(month),
    day: digits(day),
    hour: digits(hour),
    minute: digits(minute),
    second: digits(second),
    // At most nine digits: half of the last one keeps .289 * 1000 from falling below 289.
    millisecond: graph.node('Floor', [graph.node('Add', [thousandths, h.number(5e-7)])]),
    zone: digits(join(zoneHour, zoneMinute)),
    isWest: graph.node('Not', [graph.node('Equal', [west, h.text('')])]),
  };

  function splitDate(): string[] {
    const all = graph.split(join(written, h.text('-')), '-');
    return [0, 1, 2, 3].map((at) => h.gatherColumn(all, at));
  }
}
