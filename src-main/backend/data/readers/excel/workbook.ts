import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { damaged } from './fault.ts';
import { numberKind, type NumberKind } from './number-format.ts';
import type { Calendar } from './serial-time.ts';
import { sharedStrings } from './shared-strings.ts';
import { attribute, parseXml, type XmlEvents } from './xml.ts';

export type Sheet = { name: string; path: string; hidden: boolean };

/** What stands in a workbook beside its sheets' cells. */
export type Workbook = {
  sheets: Sheet[];
  calendar: Calendar;
  /** What the number of a cell is, by the style of the cell. */
  kinds: NumberKind[];
  strings: string[];
};

/** Reads what all sheets share. @throws Error where it contradicts itself */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const path = await workbookPath(archive);
  const relations = await readRelations(archive, relationsOf(path));
  const { sheets, calendar } = await readSheets(archive, path, relations);
  const beside = (type: string): string | undefined =>
    [...relations.values()].find((relation) => relation.type === type)?.target;
  const strings = archive.entries.get(beside('sharedStrings') ?? '');
  return {
    ...{ sheets, calendar },
    kinds: await readKinds(archive, beside('styles')),
    strings: strings === undefined ? [] : await sharedStrings(archive.read(strings).chunks),
  };
}

type Relation = { type: string; target: string };

/** Paths in a package begin at its root, or where the file that names them lies. */
async function readRelations(archive: Archive, path: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const folder = posix.dirname(posix.dirname(path));
  await readPart(archive, path, (name, attributes) => {
    if (name !== 'Relationship') return;
    const id = attribute(attributes, 'Id') ?? '';
    const target = attribute(attributes, 'Target') ?? '';
    const type = (attribute(attributes, 'Type') ?? '').split('/').at(-1)!;
    const whole = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    relations.set(id, { type, target: posix.normalize(whole) });
  });
  return relations;
}

function relationsOf(path: string): string {
  return posix.join(posix.dirname(path), '_rels', `${posix.basename(path)}.rels`);
}

async function workbookPath(archive: Archive): Promise<string> {
  const root = await readRelations(archive, '_rels/.rels');
  const found = [...root.values()].find(({ type }) => type === 'officeDocument')?.target;
  return found ?? 'xl/workbook.xml';
}

async function readSheets(
  archive: Archive,
  path: string,
  relations: ReadonlyMap<string, Relation>,
): Promise<Pick<Workbook, 'sheets' | 'calendar'>> {
  const sheets: Sheet[] = [];
  let calendar: Calendar = 1900;
  await readPart(archive, path, (name, attributes) => {
    if (name === 'workbookPr') {
      if (isTrue(attribute(attributes, 'date1904'))) calendar = 1904;
    } else if (name === 'sheet') {
      const relation = relations.get(attribute(attributes, 'id') ?? '');
      // Sheets of charts and macros hold no cells.
      if (relation === undefined || relation.type !== 'worksheet') return;
      const state = attribute(attributes, 'state') ?? 'visible';
      const sheet = { name: attribute(attributes, 'name') ?? '', hidden: state !== 'visible' };
      sheets.push({ ...sheet, path: relation.target });
    }
  });
  return { sheets, calendar };
}

async function readKinds(archive: Archive, path: string | undefined): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  const open = (name: string, attributes: Record<string, string>): void => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0);
    if (name === 'numFmt') codes.set(id, attribute(attributes, 'formatCode') ?? '');
    else if (name === 'cellXfs') inCells = true;
    else if (name === 'xf' && inCells) kinds.push(numberKind(id, codes.get(id)));
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCells = false;
  };
  if (path !== undefined) await readPart(archive, path, open, close);
  return kinds;
}

async function readPart(
  archive: Archive,
  path: string,
  open: (name: string, attributes: Record<string, string>) => void,
  close: XmlEvents['close'] = () => undefined,
): Promise<void> {
  const entry = archive.entries.get(path) ?? damaged(`no ${path}`);
  await parseXml(archive.read(entry).chunks, {
    open: (name, attributes) => open(name, attributes()),
    close,
    text: () => undefined,
  });
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
