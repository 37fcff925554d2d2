import type { ColumnMetaData, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { contradiction } from './fault.ts';

/** A field of the schema; levels count what must be present (definition) or repeated (repetition) for it to be there. */
export type Field = {
  name: string;
  element: SchemaElement;
  repeated: boolean;
  optional: boolean;
  definition: number;
  repetition: number;
  children: Field[];
  /** Positions of the columns of values below it; one for a field that holds values itself. */
  leaves: number[];
};

/** The fields of a file in order, by position: two of one name are two. */
export function fieldsOf(metadata: FileMetaData): Field[] {
  let leaf = 0;
  const build = (tree: SchemaTree, definition: number, repetition: number): Field => {
    const { element } = tree;
    const repeated = element.repetition_type === 'REPEATED';
    const optional = element.repetition_type === 'OPTIONAL';
    const own = {
      definition: definition + (repeated || optional ? 1 : 0),
      repetition: repetition + (repeated ? 1 : 0),
    };
    const children = tree.children.map((child) => build(child, own.definition, own.repetition));
    const isLeaf = element.num_children === undefined && element.type !== undefined;
    if (isLeaf && children.length > 0) contradiction('a column of values with columns below it');
    const leaves = isLeaf ? [leaf++] : children.flatMap((child) => child.leaves);
    return { name: element.name, element, repeated, optional, ...own, children, leaves };
  };
  return parquetSchema(metadata).children.map((child) => build(child, 0, 0));
}

/** The fields that hold values, by position. */
export function leavesOf(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) =>
    field.children.length === 0
      ? field.leaves.length === 1
        ? [field]
        : []
      : leavesOf(field.children),
  );
}

/** Whether a field is one value a row, present or missing. */
export function isFlat(field: Field): boolean {
  return field.children.length === 0 && !field.repeated && field.leaves.length === 1;
}

/** Throws where the column at a leaf's position is described as another one. */
export function checkKind(field: Field, chunk: ColumnMetaData): void {
  if (field.element.type !== chunk.type) {
    contradiction(`${field.name} is ${field.element.type} and ${chunk.type}`);
  }
}
