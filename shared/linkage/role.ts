import { z } from 'zod';

/** What a column says of a person; `ignore` is no evidence. */
export const linkRole = z.enum([
  'name',
  'givenName',
  'familyName',
  'birthDate',
  'email',
  'phone',
  'address',
  'postcode',
  'city',
  'text',
  'id',
  'ignore',
]);
export type LinkRole = z.infer<typeof linkRole>;
