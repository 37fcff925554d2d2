import type { RouterClient } from '@orpc/server';
import type { Backend } from '../../backend/backend.ts';

/** The backend's procedures, called in this process. */
export type Client = RouterClient<Backend['router']>;
