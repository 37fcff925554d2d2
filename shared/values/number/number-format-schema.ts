import { z } from 'zod';
import type { NumberFormat, NumberReading } from './number-format.ts';

export const numberFormat: z.ZodType<NumberFormat> = z
  .object({
    decimal: z.enum(['.', ',']),
    thousands: z.enum(['', ',', '.', ' ', "'"]),
  })
  .refine(({ decimal, thousands }) => decimal !== thousands);

export const numberReading: z.ZodType<NumberReading> = z.object({
  format: numberFormat,
  percent: z.boolean(),
  currencies: z.array(z.string()),
  ambiguous: z.boolean(),
});
