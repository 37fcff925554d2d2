import type { ErrorData } from '../../../../shared/errors/index.ts';
import { describe, expect, it } from 'vitest';
import { errorForViewer } from '../../../../src-main/backend/api/viewer/failure.ts';

const file = '/home/somebody/people.portrait';

describe('an error as viewers are told of it', () => {
  it('names the workspace, not where it lies', () => {
    expect(errorForViewer({ code: 'disk_full', params: { file } }, file)).toEqual({
      ...{ code: 'disk_full', params: { file: 'people.portrait' } },
    });
    const damaged = {
      code: 'workspace_page_damaged',
      params: { file, detail: 'row Ann' },
    } as const;
    expect(JSON.stringify(errorForViewer(damaged, file))).not.toMatch(/Ann|home/);
  });

  it('holds no value of the data', () => {
    const errors: ErrorData[] = [
      { code: 'internal', params: { detail: 'bad value Ann' } },
      { code: 'sql_failed', params: { detail: 'no such column: Ann' } },
      { code: 'file_missing', params: { file: '/home/somebody/ann.csv' } },
    ];
    for (const error of errors)
      expect(errorForViewer(error, file)).toEqual({ code: 'viewer_failed', params: {} });
  });

  it('says what the viewer may not do, as it is', () => {
    const denied = { code: 'role_denied', params: { least: 'owner' } } as const;
    expect(errorForViewer(denied, file)).toEqual(denied);
  });
});
