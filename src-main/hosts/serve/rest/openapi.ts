import { z } from 'zod';
import type { ExportedModel, InputColumn } from '#shared/export/exported-model.ts';
import { namedRow } from '#shared/export/named-row.ts';
import { acceptedBy } from '#shared/export/read-row.ts';

/** The schema of a row: what `objectReader` takes, in zod. */
export function rowSchema(model: Pick<ExportedModel, 'inputs' | 'ignored' | 'plan'>): z.ZodType {
  const fields = model.inputs.map((column): [string, z.ZodType] => {
    const value = valueSchema(column, model.plan).nullable();
    return [column.name, column.required ? value : value.optional()];
  });
  const ignored = model.ignored.map((name): [string, z.ZodType] => [
    name,
    z.unknown().optional().meta({ description: 'May be there; the model does not read it.' }),
  ]);
  return z.strictObject(Object.fromEntries([...ignored, ...fields]));
}

function valueSchema(column: InputColumn, plan: ExportedModel['plan']): z.ZodType {
  const examples = column.examples.map((value) =>
    column.type === 'boolean' ? value === 1 : value,
  );
  return bare(acceptedBy(column, plan)).meta({ examples });
}

function bare(accepted: ReturnType<typeof acceptedBy>): z.ZodType {
  switch (accepted) {
    case 'whole_number':
      return z.int();
    case 'number':
      return z.number();
    case 'true_or_false':
      return z.boolean();
    case 'text_or_number':
      return z.union([z.string(), z.number()]);
    case 'date':
      return z.string().meta({ description: 'ISO 8601: 2024-05-31 or 2024-05-31 14:30:00.' });
    default:
      return z.string();
  }
}

/** The schema of an answer for one row. */
function predictionSchema({ prep: { label } }: Pick<ExportedModel, 'prep'>): z.ZodType {
  const told = {
    unseen: z.array(z.string()).meta({
      description: 'Columns whose value the model has no place of its own for.',
    }),
    unread: z.array(z.string()).meta({
      description: 'Columns whose text could not be read and counts as missing.',
    }),
    outside: z.string().nullable().meta({
      description: 'The column for whose value such a row was left out when the model was made.',
    }),
  };
  if (label.kind === 'number') return z.object({ value: z.number(), ...told });
  const name = z.enum(label.classes);
  const share = z.number().min(0).max(1);
  if (label.kind === 'binary') {
    const description = `Probability of ${label.classes[1] ?? ''}.`;
    return z.object({ label: name, probability: share.meta({ description }), ...told });
  }
  const each = z.object(Object.fromEntries(label.classes.map((one) => [one, share])));
  return z.object({ label: name, probabilities: each, ...told });
}

export const failureSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    next: z.string(),
    /** Counted from 1. */
    row: z.int().optional(),
    column: z.string().optional(),
  }),
});

type Limits = { mostRows: number; token: boolean };

/** The description of the service in OpenAPI 3.1, for this model. */
export function openApi(model: ExportedModel, { mostRows, token }: Limits): object {
  const request = z.strictObject({ rows: z.array(rowSchema(model)).min(1).max(mostRows) });
  const answer = z.object({
    model: z.object({ name: z.string(), weights: z.string() }),
    predictions: z.array(predictionSchema(model)),
  });
  const failure = (description: string) => ({ description, content: json(failureSchema) });
  const failures = {
    400: failure('No JSON, or not of this form.'),
    401: failure('The token is missing or wrong.'),
    413: failure('Too many rows or bytes.'),
    415: failure('Not JSON.'),
    422: failure('A value of a row is missing, unknown or of another type; names row and column.'),
  };
  const rows = model.golden.slice(0, 1).map(({ row }) => namedRow(model, row));
  return {
    openapi: '3.1.1',
    info: {
      title: model.name,
      version: model.source.weightsHash.slice(0, 12),
      description: `Scores rows with the network trained in “${model.source.notebook}”.`,
    },
    ...(token ? { security: [{ token: [] }] } : {}),
    ...(token
      ? { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } }
      : {}),
    paths: {
      '/v1/predict': {
        post: {
          operationId: 'predict',
          summary: 'Scores rows',
          requestBody: { required: true, content: json(request, { rows }) },
          responses: {
            200: { description: 'One prediction a row', content: json(answer) },
            ...failures,
          },
        },
      },
      '/v1/model': { get: plain('describeModel', 'What is served: columns, label, threshold') },
      '/healthz': { get: { ...plain('isAlive', 'Whether the process answers'), security: [] } },
      '/readyz': {
        get: { ...plain('isReady', 'Whether it takes work; 503 while it stops'), security: [] },
      },
      '/metrics': {
        get: {
          operationId: 'metrics',
          summary: 'Counts for Prometheus',
          responses: { 200: { description: 'Text format 0.0.4', content: { 'text/plain': {} } } },
        },
      },
    },
  };
}

function json(schema: z.ZodType, example?: object): object {
  const { $schema: _, ...plainSchema } = z.toJSONSchema(schema, { io: 'input' });
  return { 'application/json': { schema: plainSchema, ...(example ? { example } : {}) } };
}

function plain(operationId: string, summary: string): object {
  const content = { 'application/json': { schema: { type: 'object' } } };
  return { operationId, summary, responses: { 200: { description: summary, content } } };
}
