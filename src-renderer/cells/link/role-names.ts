import { linkRole, type LinkRole } from '#shared/linkage/role.ts';
import { m } from '../../i18n/paraglide/messages.js';

export const roleNames: Record<LinkRole, () => string> = {
  name: m.link_value_name,
  givenName: m.link_value_given_name,
  familyName: m.link_value_family_name,
  birthDate: m.link_value_birth_date,
  email: m.link_value_email,
  phone: m.link_value_phone,
  address: m.link_value_address,
  postcode: m.link_value_postcode,
  city: m.link_value_city,
  text: m.link_value_text,
  id: m.link_value_id,
  ignore: m.link_value_ignore,
};

export const roleOptions = (): { value: LinkRole; label: string }[] =>
  linkRole.options.map((role) => ({ value: role, label: roleNames[role]() }));
