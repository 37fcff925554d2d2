import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type WorkspaceCode = Extract<ErrorCode, `workspace_${string}`>;

/** What may be wrong with the workspace's files. */
export const workspaceErrors: Record<WorkspaceCode, ErrorText> = {
  workspace_locked: {
    sentence: 'The workspace {file} is open in another Portrait.',
    next: 'Close the other window, or open a different workspace.',
  },
  workspace_newer: {
    sentence:
      'The workspace {file} was written by a newer Portrait (format {found}, this one knows {known}).',
    next: 'Update Portrait. The file was not changed.',
  },
  workspace_damaged: {
    sentence: 'The workspace {file} is damaged: {detail}',
    next: 'It was set aside as {aside} and not deleted; its newest backup: {backup}. Open that, or start a new workspace.',
  },
  workspace_page_damaged: {
    sentence: 'A part of the workspace {file} cannot be read: {detail}',
    next: 'Run the cell that made it again. If it returns, close Portrait and open it again: the whole file is checked then.',
  },
  workspace_not_ours: {
    sentence: '{file} is not a Portrait workspace.',
    next: 'Choose a .portrait file. The file was not changed.',
  },
  workspace_read_only: {
    sentence: 'The workspace {file} cannot be written to.',
    next: 'Change the permissions of the file or its folder, or copy it elsewhere.',
  },
  workspace_migrated: {
    sentence: 'The workspace was brought to a newer format; a backup made before lies in {backup}.',
    next: 'Keep the backup until you have looked around.',
  },
  workspace_lost_changes: {
    sentence:
      'The last {count} changes of the workspace are missing: its write-ahead log was cut or deleted.',
    next: 'Restore the whole folder from a backup if you have one; the notebooks work as they are.',
  },
  workspace_lost_rows: {
    sentence:
      'The workspace lost data: {what} has {found} rows where {expected} were stored ({places} places in all).',
    next: 'Run the cells that made it again, or open a backup.',
  },
  workspace_gone: {
    sentence:
      'The workspace file is no longer at {file}: it was moved, renamed or deleted. Changes are not being saved.',
    next: 'Save everything to a new file, or put the file back under its old name.',
  },
  workspace_replaced: {
    sentence:
      'Another file lies at {file} in place of the open workspace. Changes are not being saved.',
    next: 'Save everything to a new file; the one that lies there now is left as it is.',
  },
  workspace_log_gone: {
    sentence:
      'The files beside the workspace {file} (-wal, -shm) were taken away while it is open.',
    next: 'Changes are saved again as soon as what still reads from it has ended; otherwise save everything to a new file.',
  },
  workspace_log_alone: {
    sentence:
      'The workspace {file} is not there or is empty, but its log {log} is, with the last changes made to it.',
    next: 'Put the workspace file back beside its log under its old name, or move the log elsewhere to begin a new workspace. Nothing was changed.',
  },
  workspace_log_foreign: {
    sentence: '{log} beside the workspace {file} belongs to another file.',
    next: 'Move it elsewhere, then open the workspace again. Nothing was changed.',
  },
  workspace_folder: {
    sentence: '{file} is a folder, not a workspace file.',
    next: 'Choose a .portrait file.',
  },
  workspace_device: {
    sentence: '{file} is a device, pipe or socket, not a file.',
    next: 'Choose a .portrait file on a disk. It was not opened.',
  },
  workspace_empty: {
    sentence: 'The file {file} is empty: it has no bytes at all.',
    next: 'Open a backup if it once was a workspace; delete it, or choose another name, to begin a new one. The file was not changed.',
  },
  workspace_format_unknown: {
    sentence: 'The workspace {file} says that its format is {found}, which none has ever been.',
    next: 'Open a backup. The file was not changed.',
  },
  workspace_incomplete: {
    sentence: 'The workspace {file} lacks a part that every workspace has: {what}.',
    next: 'Open a backup. The file was not changed.',
  },
  workspace_foreign_schema: {
    sentence:
      'The workspace {file} holds a view or trigger that is not Portrait’s own: {name}. It could run for ever or change data unseen.',
    next: 'Open a backup, or ask where the file came from. The file was not changed.',
  },
  workspace_entry_damaged: {
    sentence: 'A part of the workspace cannot be read: {what} ({detail}).',
    next: 'The rest works as it is. Run the cell that made it again, or open a backup.',
  },
};
