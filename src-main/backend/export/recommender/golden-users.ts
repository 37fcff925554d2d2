const most = 24;

/** Users, evenly taken, whose lists go along with an export. */
export function goldenUsers(users: number): number[] {
  const step = Math.max(1, Math.floor(users / most));
  return Array.from({ length: Math.min(most, users) }, (_, at) => at * step);
}
