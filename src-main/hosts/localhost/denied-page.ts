import { textsIn } from '#shared/languages/area.ts';
import { deniedTexts } from '#shared/languages/index.ts';
import { locales } from '#shared/locale.ts';

/** Shown to whoever comes without the secret; says nothing about what is behind it. */
export const deniedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Portrait</title>
<script src="/renew.js" defer></script>
${locales.map((locale) => `<p lang="${locale}">${textsIn(deniedTexts, locale).open}</p>`).join('\n')}
</html>
`;
