import type { ProfileSource } from '#shared/model/cells/profile.ts';
import { m } from '../../i18n/paraglide/messages.js';

const names: Record<ProfileSource, () => string> = {
  attributes: m.profile_source_attributes,
  behaviour: m.profile_source_behaviour,
  embedding: m.profile_source_embedding,
  friends: m.profile_source_friends,
};

/** Where a dimension comes from, in the language of the window. */
export function sourceName(source: ProfileSource): string {
  return names[source]();
}
