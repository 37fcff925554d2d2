import type { ExportedModel, InputColumn } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { namedRow } from '#shared/export/named-row.ts';
import { acceptedBy } from '#shared/export/read-row.ts';
import {
  boolean,
  integer,
  list,
  nullable,
  number,
  object,
  strictObject,
  text,
  type JsonSchema,
} from './json-schema.ts';
import { isSequence } from '#shared/recommenders/sequence-shapes.ts';
import type { Service } from './service.ts';

/** The schema of a row: what `objectReader` takes. */
export function rowSchema(model: Pick<ExportedModel, 'inputs' | 'ignored' | 'plan'>): JsonSchema {
  const description = 'May be there; the model does not read it.';
  const ignored = model.ignored.map((name): [string, JsonSchema] => [name, { description }]);
  const fields = model.inputs.map((column): [string, JsonSchema] => [
    column.name,
    nullable(valueSchema(column, model.plan)),
  ]);
  const optional = model.inputs.filter((column) => !column.required).map(({ name }) => name);
  return strictObject(Object.fromEntries([...ignored, ...fields]), [...model.ignored, ...optional]);
}

function valueSchema(column: InputColumn, plan: ExportedModel['plan']): JsonSchema {
  const examples = column.examples.map((value) =>
    column.type === 'boolean' ? value === 1 : value,
  );
  return { examples, ...bare(acceptedBy(column, plan)) };
}

function bare(accepted: ReturnType<typeof acceptedBy>): JsonSchema {
  switch (accepted) {
    case 'whole_number':
      return integer;
    case 'number':
      return number;
    case 'true_or_false':
      return boolean;
    case 'text_or_number':
      return { anyOf: [text, number] };
    case 'date':
      return { ...text, description: 'ISO 8601: 2024-05-31 or 2024-05-31 14:30:00.' };
    default:
      return text;
  }
}

/** The schema of an answer for one row. */
function predictionSchema({ prep: { label } }: Pick<ExportedModel, 'prep'>): JsonSchema {
  const told = {
    unseen: {
      ...list(text),
      description: 'Columns whose value the model has no place of its own for.',
    },
    unread: {
      ...list(text),
      description: 'Columns whose text could not be read and counts as missing.',
    },
    outside: {
      ...nullable(text),
      description: 'The column for whose value such a row was left out when the model was made.',
    },
  };
  if (label.kind === 'number') return object({ value: number, ...told });
  const name = { ...text, enum: label.classes };
  const share = { ...number, minimum: 0, maximum: 1 };
  if (label.kind === 'binary') {
    const description = `Probability of ${label.classes[1] ?? ''}.`;
    return object({ label: name, probability: { description, ...share }, ...told });
  }
  const each = object(Object.fromEntries(label.classes.map((one) => [one, share])));
  return object({ label: name, probabilities: each, ...told });
}

const failureSchema = object({
  error: object(
    {
      ...{ code: text, message: text, next: text },
      row: { ...integer, description: 'Counted from 1.' },
      column: text,
    },
    ['row', 'column'],
  ),
});

/** What OpenAPI says of `POST /v1/predict` for this model. */
export function predictOperation(model: ExportedModel, mostRows: number): object {
  const request = strictObject({
    rows: { ...list(rowSchema(model)), minItems: 1, maxItems: mostRows },
  });
  const answer = object({ model: modelName, predictions: list(predictionSchema(model)) });
  const rows = model.golden.slice(0, 1).map(({ row }) => namedRow(model, row));
  return operation({
    ...{ id: 'predict', summary: 'Scores rows', answers: 'One prediction a row' },
    ...{ request, example: { rows }, answer },
  });
}

/** What OpenAPI says of `POST /v1/recommend` for this recommender. */
export function recommendOperation({ items, golden, algorithm }: ExportedRecommender): object {
  const examples = items.ids.slice(0, 3);
  const item = { ...text, examples };
  const weight = { ...number, exclusiveMinimum: 0 };
  const entry = { anyOf: [item, strictObject({ item, weight }, ['weight'])] };
  const request = strictObject(
    {
      history: {
        ...list(entry),
        description: isSequence(algorithm)
          ? 'Items had, oldest first, each once at its latest time. Weights change nothing.'
          : 'Items had, each once; without a weight, one counts what it usually does.',
      },
      k: { ...integer, minimum: 1, maximum: items.ids.length },
      exclude_seen: boolean,
      exclude: list(text),
    },
    ['k', 'exclude_seen', 'exclude'],
  );
  const answer = object({
    model: modelName,
    items: list(object({ item: text, title: nullable(text), score: number })),
    unknown: { ...list(text), description: 'Items of the history that are not known.' },
    fallback: {
      ...nullable({ ...text, enum: ['popular'] }),
      description: 'popular: the history says nothing, and what most users have is told.',
    },
  });
  const history = golden[0]?.history.map((one) => one.item) ?? [];
  return operation({
    ...{ id: 'recommend', summary: 'Recommends items', answers: 'The best items, best first' },
    ...{ request, example: { history, k: 10 }, answer },
  });
}

const modelName = object({ name: text, weights: text });

function operation(about: {
  id: string;
  summary: string;
  request: JsonSchema;
  example: object;
  answer: JsonSchema;
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

function json(schema: JsonSchema, example?: object): object {
  return { 'application/json': { schema, ...(example ? { example } : {}) } };
}

function plain(operationId: string, summary: string): object {
  const content = { 'application/json': { schema: { type: 'object' } } };
  return { operationId, summary, responses: { 200: { description: summary, content } } };
}
