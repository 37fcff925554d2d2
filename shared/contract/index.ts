import { app } from './app.ts';
import { audit } from './audit.ts';
import { encryption } from './encryption.ts';
import { exports } from './exports.ts';
import { files } from './files.ts';
import { links } from './links.ts';
import { notebook } from './notebook.ts';
import { person } from './person.ts';
import { privacy } from './privacy.ts';
import { runs } from './runs.ts';
import { tables } from './tables.ts';
import { workspace } from './workspace.ts';

/** The whole API: one file per service. */
export const contract = {
  ...{ app, workspace, notebook, tables, files, runs, exports },
  ...{ privacy, audit, person, encryption, links },
};
export type Contract = typeof contract;
