import type { AccessLink, NewLink } from '#shared/contract/links.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { Actor } from '#shared/model/role.ts';
import { setSmallestGroup, smallestGroup, type Workspace } from '../storage/index.ts';
import type { Implementer } from './base.ts';

/** The gate's links, where the host has a gate. */
export type LinkDesk = {
  list(): AccessLink[];
  make(link: NewLink): { link: AccessLink; address: string };
  /** False where there is no such link any more. */
  revoke(id: string): boolean;
};

type Services = { workspace: Workspace; desk: LinkDesk | null; owner: Actor };

export function linksApi(api: Implementer, { workspace, desk, owner }: Services) {
  const service = api.links;
  const gate = (): LinkDesk => {
    if (desk === null) throw new PortraitError('links_not_here');
    return desk;
  };
  return service.router({
    me: service.me.handler(({ context }) => ({
      ...(context.actor ?? owner),
      ...{ gate: desk !== null, smallest: smallestGroup(workspace.db) },
    })),
    list: service.list.handler(() => gate().list()),
    create: service.create.handler(({ input }) => gate().make(input)),
    revoke: service.revoke.handler(({ input }) => {
      if (!gate().revoke(input.id)) throw new PortraitError('not_found', { what: 'link' });
      return gate().list();
    }),
    setSmallest: service.setSmallest.handler(({ input }) => {
      setSmallestGroup(workspace.db, input.smallest);
      return {};
    }),
  });
}
