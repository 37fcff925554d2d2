import { z } from 'zod';
import {
  failureBody,
  predictAnswer,
  predictions,
  predictRequest,
  recommendAnswer,
  recommendRequest,
  valueTypes,
} from '#shared/export/service-types.ts';

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** An object's schema: what is told of a model's own columns and classes is put into its properties. */
export type ObjectSchema = JsonSchema & {
  readonly properties: Readonly<Record<string, JsonSchema>>;
};

/**
 * The zod types of the service as JSON Schema. The program of one file has them worked out when it is built
 * (vite.serve.config.ts): it carries no zod.
 */
export const schemas = {
  values: Object.fromEntries(
    Object.entries(valueTypes).map(([name, type]) => [name, schemaOf(type.nullable(), 'input')]),
  ),
  predictRequest: objectOf(predictRequest, 'input'),
  predictAnswer: objectOf(predictAnswer, 'output'),
  predictions: {
    binary: objectOf(predictions.binary, 'output'),
    classes: objectOf(predictions.classes, 'output'),
    number: objectOf(predictions.number, 'output'),
  },
  recommendRequest: objectOf(recommendRequest, 'input'),
  recommendAnswer: objectOf(recommendAnswer, 'output'),
  failure: objectOf(failureBody, 'input'),
};

function jsonSchemaOf(type: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    // Answers may grow: what is not said of one is not refused.
    override: ({ jsonSchema, zodSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'object' && !('catchall' in def && def.catchall !== undefined))
        delete jsonSchema.additionalProperties;
    },
  });
  return schema;
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return jsonSchemaOf(type, io);
}

function objectOf(type: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  const schema = jsonSchemaOf(type, io);
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, property]): [string, JsonSchema] => [
      name,
      typeof property === 'object' ? property : {},
    ],
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}
