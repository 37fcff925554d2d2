/**
 * Who did what to which object; lines are only added, and counted as acknowledged changes. `mac` chains each to the one before: see
 * storage/audit.
 */
export const auditSchema = `
CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  details TEXT NOT NULL,
  mac TEXT NOT NULL
) STRICT;
CREATE TRIGGER count_change_audit AFTER INSERT ON audit_log BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'changes';
END;`;
