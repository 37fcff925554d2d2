import type { Role } from '../../model/role.ts';

export type CliLinkTexts = {
  usage: string;
  made: (role: Role, hours: number) => string;
  which: (workspaces: string) => string;
};

export const link: CliLinkTexts = {
  usage: `npm start -- link [--role viewer|analyst|owner] [--name TEXT] [--hours N] [--workspace FILE]
  Makes an address that lets one browser of this computer into the workspace that Portrait serves now (npm start -- --host localhost).
  --role        viewer: no rows, no single person, no exports; analyst: everything but encryption, links, budgets, log and erasing
                (default: viewer)
  --name        what it is called in the audit log
  --hours       for how long it can be used once, at most 720 (default: 24)
  --workspace   which one, where several are open`,
  made: (role, hours) => `Works once within ${hours} h, as ${role}:`,
  which: (workspaces) => `Several workspaces are open:\n${workspaces}`,
};
