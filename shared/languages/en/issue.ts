/** What does not fit a schema, as zod says it: in English already. */
export const issue = { said: (detail: string): string => detail };
