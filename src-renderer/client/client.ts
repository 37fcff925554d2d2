import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';

/** The backend as the renderer sees it, whatever carries the calls. */
export type Client = ContractRouterClient<Contract>;
