import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PathDesk } from '../../../../../src-main/backend/trust/index.ts';
import { namedWorkspace } from '../../../../../src-main/hosts/electron/named-workspace.ts';
import { TicketDesk } from '../../../../../src-main/hosts/electron/security/ticket-desk.ts';

describe('the ticket desk', () => {
  it('tells the backend of a path before the window learns it, and again after a crash', () => {
    const told: string[] = [];
    const desk = new TicketDesk((path) => told.push(path));
    expect(desk.issue('/data/../data/a.csv')).toBe(resolve('/data/a.csv'));
    expect(told).toEqual([resolve('/data/a.csv')]);
    desk.issue('/data/b.csv');
    told.length = 0;
    desk.tellAgain();
    expect(told).toEqual([resolve('/data/a.csv'), resolve('/data/b.csv')]);
  });

  it('forgets everything with the workspace, and the oldest of a thousand', () => {
    let told: string[] = [];
    const desk = new TicketDesk((path) => told.push(path));
    for (let index = 0; index <= 1000; index += 1) desk.issue(`/data/${index}.csv`);
    told = [];
    desk.tellAgain();
    expect(told).toHaveLength(1000);
    expect(told).not.toContain(resolve('/data/0.csv'));
    desk.clear();
    told = [];
    desk.tellAgain();
    expect(told).toEqual([]);
  });

  it('opens exactly the shown path at the backend, and none but it where the desk is closed', () => {
    const closed = new PathDesk(false);
    closed.offer('/data/a.csv');
    expect(closed.takes('/data/x/../a.csv')).toBe(true);
    for (const path of ['/data/b.csv', '/data', '/data/a.csv.bak', '/etc/passwd', '']) {
      expect(closed.takes(path), path).toBe(false);
    }
    expect(new PathDesk(true).takes('/etc/hosts')).toBe(true);
  });
});

describe('the workspace a command line names', () => {
  it.each([
    [['a.portrait'], '/home/me/a.portrait'],
    [['--workspace', 'b.portrait'], '/home/me/b.portrait'],
    [['--workspace=/x/b.portrait', 'a.portrait'], '/x/b.portrait'],
    [['--no-sandbox', '/opt/app', 'A.PORTRAIT'], '/home/me/A.PORTRAIT'],
    [['--inspect', '.'], undefined],
    [['notes.json'], undefined],
    [['--evil.portrait'], undefined],
    [[], undefined],
  ])('%j is %s', (args, wanted) => {
    expect(namedWorkspace(args, '/home/me')).toBe(wanted && resolve(wanted));
  });
});
