import { z } from 'zod';
import type { ExportedModel, InputColumn } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { namedRow } from '#shared/export/named-row.ts';
import { acceptedBy } from '#shared/export/read-row.ts';
import type { Service } from './service.ts';

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

/** What OpenAPI says of `POST /v1/predict` for this model. */
export function predictOperation(model: ExportedModel, mostRows: number): object {
  const request = z.strictObject({ rows: z.array(rowSchema(model)).min(1).max(mostRows) });
  const answer = z.object({ model: modelName, predictions: z.array(predictionSchema(model)) });
  const rows = model.golden.slice(0, 1).map(({ row }) => namedRow(model, row));
  return operation({
    ...{ id: 'predict', summary: 'Scores rows', answers: 'One prediction a row' },
    ...{ request, example: { rows }, answer },
  });
}

/** What OpenAPI says of `POST /v1/recommend` for this recommender. */
export function recommendOperation({ items, golden }: ExportedRecommender): object {
  const examples = items.ids.slice(0, 3);
  const item = z.string().meta({ examples });
  const request = z.strictObject({
    history: z
      .array(z.union([item, z.strictObject({ item, weight: z.number().positive().optional() })]))
      .meta({
        description: 'Items had, each once; without a weight, one counts what it usually does.',
      }),
    k: z.int().min(1).max(items.ids.length).optional(),
    exclude_seen: z.boolean().optional(),
    exclude: z.array(z.string()).optional(),
  });
  const answer = z.object({
    model: modelName,
    items: z.array(z.object({ item: z.string(), title: z.string().nullable(), score: z.number() })),
    unknown: z.array(z.string()).meta({ description: 'Items of the history that are not known.' }),
    fallback: z.enum(['popular']).nullable().meta({
      description: 'popular: the history says nothing, and what most users have is told.',
    }),
  });
  const history = golden[0]?.history.map((one) => one.item) ?? [];
  return operation({
    ...{ id: 'recommend', summary: 'Recommends items', answers: 'The best items, best first' },
    ...{ request, example: { history, k: 10 }, answer },
  });
}

const modelName = z.object({ name: z.string(), weights: z.string() });

function operation(about: {
  id: string;
  summary: string;
  request: z.ZodType;
  example: object;
  answer: z.ZodType;
  answers: string;
}): object {
  const failure = (description: string) => ({ description, content: json(failureSchema) });
  return {
    operationId: about.id,
    summary: about.summary,
    requestBody: { required: true, content: json(about.request, about.example) },
    responses: {
      200: { description: about.answers, content: json(about.answer) },
      400: failure('No JSON, or not of this form.'),
      401: failure('The token is missing or wrong.'),
      413: failure('Too many rows or bytes.'),
      415: failure('Not JSON.'),
      422: failure('A value is missing, unknown or of another type; names row and column.'),
    },
  };
}

/** The description of a service in OpenAPI 3.1. */
export async function openApi(service: Omit<Service, 'answer'>, token: boolean): Promise<object> {
  const post = await service.operation();
  return {
    openapi: '3.1.1',
    info: {
      title: service.name,
      version: service.weights.slice(0, 12),
      description: service.about,
    },
    ...(token ? { security: [{ token: [] }] } : {}),
    ...(token
      ? { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } }
      : {}),
    paths: {
      [service.path]: { post },
      '/v1/model': { get: plain('describeModel', 'What is served') },
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
