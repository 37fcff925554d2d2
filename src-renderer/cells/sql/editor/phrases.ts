import { m } from '../../../i18n/paraglide/messages.js';

/** What the editor itself says aloud or shows, in the language of the window. */
export function phrases(): Record<string, string> {
  return {
    Completions: m.sql_completions(),
    'Control character': m.sql_control_character(),
  };
}
