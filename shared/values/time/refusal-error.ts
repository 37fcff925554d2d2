import { PortraitError } from '../../errors/portrait-error.ts';
import type { ErrorCode } from '../../errors/codes.ts';
import type { TimeRefusal } from './format.ts';

const codes = {
  order_clash: 'time_order_clash',
  unit_clash: 'time_unit_clash',
  zone_name: 'time_zone_name',
  unread: 'time_unread',
  nothing: 'time_nothing',
} as const satisfies Record<TimeRefusal['why'], ErrorCode>;

/** A refusal as an error that names the column and three of its values. */
export function timeError(
  { why, examples, zones, present, read }: TimeRefusal,
  column: string,
): PortraitError {
  return new PortraitError(codes[why], {
    ...{ column, present, read },
    examples: examples.map((value) => `“${value}”`).join(', '),
    zones: zones.join(', '),
  });
}
