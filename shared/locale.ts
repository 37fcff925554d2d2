/** A text in every language of the app, for what stands beside its code rather than in the message catalogues. */
export type Words = Record<Locale, string>;

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];
