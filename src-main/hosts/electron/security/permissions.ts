import type { Session } from 'electron';

/** Electron grants every permission by default; we need only writing to the clipboard. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(isAllowed(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
}

export function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}
