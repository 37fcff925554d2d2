import type { ErrorCode } from '#shared/errors/codes.ts';
import type { FailureBody } from '#shared/export/service-types.ts';
import { errorText, toErrorData } from '#shared/errors/portrait-error.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  request_json: 400,
  request_empty: 400,
  request_token: 401,
  request_unknown: 404,
  request_method: 405,
  request_too_large: 413,
  request_rows: 413,
  request_type: 415,
  score_value: 422,
  score_absent: 422,
  score_unknown: 422,
};

export type Failure = { status: number; body: FailureBody };

/** What went wrong as an answer: its status, our code, a sentence and what to do; row and column where one is at fault. */
export function failureOf(thrown: unknown): Failure {
  const error = toErrorData(thrown);
  const { code, params } = error;
  const { sentence, next } = errorText(error, 'en');
  const { row, column } = params;
  return {
    status: statuses[code] ?? 500,
    body: {
      error: {
        ...{ code, message: sentence, next },
        ...(typeof row === 'number' ? { row } : {}),
        ...(typeof column === 'string' ? { column } : {}),
      },
    },
  };
}
