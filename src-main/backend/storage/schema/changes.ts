const counted = [
  ['tables', 'INSERT'],
  ['tables', 'DELETE'],
  ['notebooks', 'INSERT'],
  ['notebooks', 'UPDATE OF revision, deleted_at'],
  ['runs', 'INSERT'],
  ['runs', 'UPDATE OF ledger_epochs, ledger_step'],
];

/** Counts acknowledged changes, so that a mark kept outside the file can tell when the newest of them are gone. */
export const changesSchema = counted
  .map(
    ([table, event], index) => `
CREATE TRIGGER count_change_${index} AFTER ${event} ON ${table} BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'changes';
END;`,
  )
  .join('');
