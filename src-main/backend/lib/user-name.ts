import { userInfo } from 'node:os';

/** The user of this computer as the system knows them; empty where it does not. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
