import type { ExportedModel } from '#shared/export/exported-model.ts';

/** What `/v1/model` tells: everything a caller has to know, and nothing of the rows the model was made from. */
export function modelView(model: ExportedModel): object {
  const { name, inputs, ignored, prep, decision, boundary, passed, source } = model;
  const { label } = prep;
  return {
    name,
    label: { column: label.column, kind: label.kind, classes: label.classes },
    threshold: decision?.threshold ?? null,
    columns: inputs.map(({ text: _, ...column }) => column),
    ignored,
    boundary,
    passed,
    source,
  };
}
