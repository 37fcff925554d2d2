import type { DataSource } from '#shared/model/cells/data.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type SampleSource = Extract<DataSource, { type: 'sample' }>;

export const sampleTables = [
  'users',
  'events',
  'items',
  'friends',
  'searches',
  'sessions',
] as const;
/** Tables of other fields of work. */
export const fieldTables = [
  ...(['campaign', 'loans', 'appointments', 'students', 'accounts', 'stock', 'bookings'] as const),
] as const;
const names = {
  users: m.data_sample_users,
  events: m.data_sample_events,
  items: m.data_sample_items,
  friends: m.data_sample_friends,
  searches: m.data_sample_searches,
  sessions: m.data_sample_sessions,
  campaign: m.data_sample_campaign,
  loans: m.data_sample_loans,
  appointments: m.data_sample_appointments,
  students: m.data_sample_students,
  accounts: m.data_sample_accounts,
  stock: m.data_sample_stock,
  bookings: m.data_sample_bookings,
};

/** Whether a table stands on its own, beside the shop. */
export const isFieldTable = (table: SampleSource['table']): boolean =>
  fieldTables.some((name) => name === table);

/** A table of the sample shop, or of another field, in the language of the window. */
export function sampleTableName(table: SampleSource['table']): string {
  return names[table]();
}
