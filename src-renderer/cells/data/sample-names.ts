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
const names = {
  users: m.data_sample_users,
  events: m.data_sample_events,
  items: m.data_sample_items,
  friends: m.data_sample_friends,
  searches: m.data_sample_searches,
  sessions: m.data_sample_sessions,
};

/** A table of the sample shop in the language of the window. */
export function sampleTableName(table: SampleSource['table']): string {
  return names[table]();
}
