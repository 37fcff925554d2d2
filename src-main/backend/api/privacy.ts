import type { Workspace } from '../storage/index.ts';
import type { Implementer } from './base.ts';

export function privacyApi(api: Implementer, { privacy }: Workspace) {
  const service = api.privacy;
  return service.router({
    budget: service.budget.handler(() => privacy.budget()),
    setBudget: service.setBudget.handler(({ input: { unit, ...allowed } }) => {
      privacy.allow(unit, allowed);
      return privacy.budget();
    }),
  });
}
