import { z } from 'zod';
import { locale as localeId } from '#shared/locale-schema.ts';
import { closestLocale, type Locale } from '#shared/locale.ts';
import { locale } from '../i18n/locale.svelte.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const stored = z.object({
  theme: z.enum(themes).default('system'),
  locale: localeId.nullable().default(null),
  railOpen: z.boolean().default(true),
  railWidth: z.number().default(240),
  inspectorOpen: z.boolean().default(true),
  inspectorWidth: z.number().default(280),
  /** Last notebook looked at, by workspace path. */
  lastNotebook: z.record(z.string(), z.string()).default({}),
});
type Stored = z.infer<typeof stored>;

const key = 'portrait.preferences';

/** How this window is set up, kept on this machine. Theme and language change without a restart. */
export class PreferenceStore {
  #values = $state.raw<Stored>(stored.parse({}));
  #systemDark = $state(false);
  readonly #storage: Storage;

  constructor(storage: Storage, systemLanguages: readonly string[], dark: MediaQueryList) {
    this.#storage = storage;
    this.#values = read(storage);
    this.#systemDark = dark.matches;
    dark.addEventListener('change', (event) => {
      this.#systemDark = event.matches;
      this.#showTheme();
    });
    locale.current = this.#values.locale ?? closestLocale(systemLanguages);
    this.#showTheme();
  }

  get values(): Stored {
    return this.#values;
  }

  get resolvedTheme(): 'light' | 'dark' {
    if (this.#values.theme !== 'system') return this.#values.theme;
    return this.#systemDark ? 'dark' : 'light';
  }

  change(values: Partial<Stored>): void {
    this.#values = { ...this.#values, ...values };
    this.#storage.setItem(key, JSON.stringify(this.#values));
    if (values.theme) this.#showTheme();
  }

  setLocale(next: Locale): void {
    locale.current = next;
    this.change({ locale: next });
  }

  #showTheme(): void {
    document.documentElement.dataset['theme'] = this.resolvedTheme;
  }
}

function read(storage: Storage): Stored {
  try {
    const parsed = stored.safeParse(JSON.parse(storage.getItem(key) ?? '{}'));
    return parsed.success ? parsed.data : stored.parse({});
  } catch {
    // Damaged preferences are not worth an error: the defaults stand in.
    return stored.parse({});
  }
}
