import type { ErrorCode, ErrorParams, ErrorText } from './codes.ts';
import type { ErrorData } from './error-data.ts';
import { textsIn } from '../languages/area.ts';
import { errorTexts } from '../languages/index.ts';
import type { Locale } from '../locale.ts';
import { spokenParams } from './spoken-params.ts';
import { visible } from '../text/visible.ts';

/** The one error type that crosses boundaries: a code of the closed list and its parameters. */
export class PortraitError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(
      `${code}: ${fill(errorTexts.en[code].sentence, spokenParams(code, params, 'en'))}`,
      options,
    );
    this.name = 'PortraitError';
    this.code = code;
    this.params = params;
  }

  toData(): ErrorData {
    return { code: this.code, params: this.params };
  }
}

/** The sentence and next step of an error in a language, parameters filled in. */
export function errorText(error: ErrorData, locale: Locale): ErrorText {
  const text = textsIn(errorTexts, locale)[error.code];
  const params = spokenParams(error.code, error.params, locale);
  return { sentence: fill(text.sentence, params), next: fill(text.next, params) };
}

/** Whatever was thrown, as error data: a PortraitError as it is, anything else as `internal`. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof PortraitError) return thrown.toData();
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', params: { detail } };
}

/** A clause in [brackets] is left out where a parameter of it is not there. */
function fill(text: string, params: ErrorParams): string {
  const named = /\{(\w+)\}/g;
  return text
    .replace(/\[([^[\]]*)\]/g, (_, clause: string) =>
      [...clause.matchAll(named)].every(([, name = '']) => params[name] !== undefined)
        ? clause
        : '',
    )
    .replace(named, (whole, name: string) =>
      // Names come from files: in a sentence nothing of them is hidden, and they stay on its line.
      visible(String(params[name] ?? whole).replace(/\s*[\r\n\t]+\s*/g, ' ')),
    )
    .trim();
}
