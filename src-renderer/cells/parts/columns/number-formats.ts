import {
  formatExample,
  numberFormats,
  plainReading,
  type NumberFormat,
} from '#shared/values/number/index.ts';

/** With each decimal mark: no thousands mark, then those there are. */
const formats: readonly NumberFormat[] = (['.', ','] as const).flatMap((decimal) => [
  { decimal, thousands: '' as const },
  ...numberFormats.filter((format) => format.decimal === decimal),
]);

/** Ways to write numbers as the options of a select, shown by a number written so; `auto` comes first. */
export function numberFormatOptions(auto: string): { value: string; label: string }[] {
  return [
    { value: 'auto', label: auto },
    ...formats.map((format, at) => ({
      value: String(at),
      label: formatExample({ ...plainReading, format }),
    })),
  ];
}

export function formatValue(format: NumberFormat | undefined): string {
  const at = formats.findIndex(
    ({ decimal, thousands }) => decimal === format?.decimal && thousands === format.thousands,
  );
  return at < 0 ? 'auto' : String(at);
}

export function formatOf(value: string): NumberFormat | undefined {
  return value === 'auto' ? undefined : formats[Number(value)];
}
