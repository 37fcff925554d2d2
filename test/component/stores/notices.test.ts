import { expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { NoticeStore } from '../../../src-renderer/stores/notices.svelte.ts';

it('says an error that comes again once, as the newest', () => {
  const notices = new NoticeStore();
  for (const code of ['disk_full', 'engine_crashed', 'disk_full', 'disk_full'] as const)
    notices.error(new PortraitError(code));
  const codes = notices.list.map(({ content }) => 'error' in content && content.error.code);
  expect(codes).toEqual(['engine_crashed', 'disk_full']);
});

it('keeps errors apart that differ in what they are about', () => {
  const notices = new NoticeStore();
  for (const file of ['a.csv', 'b.csv']) notices.error(new PortraitError('file_missing', { file }));
  expect(notices.list).toHaveLength(2);
});

it('tells what is no failure without calling it an error, and keeps it until it is closed', () => {
  const notices = new NoticeStore();
  const told = new PortraitError('workspace_migrated', { backup: 'shop.before-2' }).toData();
  notices.tell(told);
  const [notice] = notices.list;
  expect(notice?.content).toEqual({ told });
  notices.dismiss(notice!.id);
  expect(notices.list).toEqual([]);
});
