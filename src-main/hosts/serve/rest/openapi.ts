import type { ExportedModel, InputColumn } from '#shared/export/exported-model.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { namedRow } from '#shared/export/named-row.ts';
import { acceptedBy } from '#shared/export/read-row.ts';
import { isSequence } from '#shared/recommenders/sequence-shapes.ts';
import { schemas, type JsonSchema, type ObjectSchema } from './schemas.ts';
import type { Service } from './service.ts';

/** The schema of a row: what `objectReader` takes. */
export function rowSchema(model: Pick<ExportedModel, 'inputs' | 'ignored' | 'plan'>): JsonSchema {
  const description = 'May be there; the model does not read it.';
  const ignored = model.ignored.map((name): [string, JsonSchema] => [name, { description }]);
  const fields = model.inputs.map((column): [string, JsonSchema] => [
    column.name,
    valueSchema(column, model.plan),
  ]);
  const required = model.inputs.filter((column) => column.required).map(({ name }) => name);
  return {
    ...{ type: 'object', properties: Object.fromEntries([...ignored, ...fields]) },
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function valueSchema(column: InputColumn, plan: ExportedModel['plan']): JsonSchema {
  const accepted = acceptedBy(column, plan);
  const examples = column.examples.map((value) =>
    column.type === 'boolean' ? value === 1 : value,
  );
  return { examples, ...schemas.values[accepted] };
}

/** The schema of an answer for one row. */
function predictionSchema({ prep: { label } }: Pick<ExportedModel, 'prep'>): JsonSchema {
  const schema = schemas.predictions[label.kind];
  const { probability, probabilities } = schema.properties;
  const share: unknown = probabilities?.['additionalProperties'];
  return completed(schema, {
    label: { enum: label.classes },
    probability: { ...probability, description: `Probability of ${label.classes[1] ?? ''}.` },
    probabilities: {
      type: 'object',
      properties: Object.fromEntries(label.classes.map((name): [string, unknown] => [name, share])),
      required: label.classes,
    },
  });
}

/** A schema with more said of some of its properties, where it has them. */
function completed(schema: ObjectSchema, more: Record<string, JsonSchema>): ObjectSchema {
  const properties = Object.entries(schema.properties).map(([name, said]): [string, JsonSchema] => {
    const { propertyNames: _, additionalProperties: __, ...kept } = said;
    return [name, name in more ? { ...kept, ...more[name] } : said];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** What OpenAPI says of `POST /v1/predict` for this model. */
export function predictOperation(model: ExportedModel, mostRows: number): object {
  const rows = model.golden.slice(0, 1).map(({ row }) => namedRow(model, row));
  return operation({
    ...{ id: 'predict', summary: 'Scores rows', answers: 'One prediction a row' },
    request: completed(schemas.predictRequest, {
      rows: { items: rowSchema(model), maxItems: mostRows },
    }),
    example: { rows },
    answer: completed(schemas.predictAnswer, { predictions: { items: predictionSchema(model) } }),
  });
}

/** What OpenAPI says of `POST /v1/recommend` for this recommender. */
export function recommendOperation({ items, golden, algorithm }: ExportedRecommender): object {
  const description = isSequence(algorithm)
    ? 'Items had, oldest first, each once at its latest time. Weights change nothing.'
    : 'Items had, each once; without a weight, one counts what it usually does.';
  const history = golden[0]?.history.map((one) => one.item) ?? [];
  return operation({
    ...{ id: 'recommend', summary: 'Recommends items', answers: 'The best items, best first' },
    request: completed(schemas.recommendRequest, {
      history: { description, examples: [items.ids.slice(0, 3)] },
      k: { maximum: items.ids.length },
    }),
    example: { history, k: 10 },
    answer: schemas.recommendAnswer,
  });
}

function operation(about: {
  id: string;
  summary: string;
  request: JsonSchema;
  example: object;
  answer: JsonSchema;
  answers: string;
}): object {
  const failure = (description: string) => ({ description, content: json(schemas.failure) });
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
