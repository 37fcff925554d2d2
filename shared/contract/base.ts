import { oc } from '@orpc/contract';
import { errorData } from '../errors/index.ts';
import type { Role } from '../model/role.ts';

/** What every procedure says of itself: the least role it takes. */
export type RouteMeta = { least: Role };

/** Every procedure may fail with one typed error that carries our code and parameters. What says nothing else is the owner's. */
const base = oc.$meta<RouteMeta>({ least: 'owner' }).errors({ PORTRAIT: { data: errorData } });

/** A procedure by who may call it: whoever else may do more, may this. */
export const forOwner = base;
export const forAnalyst = base.meta({ least: 'analyst' });
export const forViewer = base.meta({ least: 'viewer' });
