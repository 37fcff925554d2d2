/** What one exported model answers beside what every server does. */
export type Service = {
  name: string;
  /** Tells one model from another. */
  weights: string;
  path: '/v1/predict' | '/v1/recommend';
  /** The answer to a request's JSON, and for each row the fields whose value the model does not know. Throws PortraitError. */
  answer(body: unknown): { told: object; unknown: readonly (readonly string[])[] };
  /** What `/v1/model` tells. */
  view: object;
  /** What OpenAPI says of `path`: of POST. Schemas are set up when somebody asks. */
  operation(): Promise<object>;
  /** In a sentence. */
  about: string;
};
