import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line';
import BookOpen from '@lucide/svelte/icons/book-open';
import ChevronsDownUp from '@lucide/svelte/icons/chevrons-down-up';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Copy from '@lucide/svelte/icons/copy';
import DatabaseBackup from '@lucide/svelte/icons/database-backup';
import FileDown from '@lucide/svelte/icons/file-down';
import FilePlus from '@lucide/svelte/icons/file-plus';
import FileUp from '@lucide/svelte/icons/file-up';
import Files from '@lucide/svelte/icons/files';
import Globe from '@lucide/svelte/icons/globe';
import ListChecks from '@lucide/svelte/icons/list-checks';
import PackageOpen from '@lucide/svelte/icons/package-open';
import Lock from '@lucide/svelte/icons/lock';
import Users from '@lucide/svelte/icons/users';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Pencil from '@lucide/svelte/icons/pencil';
import Play from '@lucide/svelte/icons/play';
import Redo2 from '@lucide/svelte/icons/redo-2';
import Rows3 from '@lucide/svelte/icons/rows-3';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Scissors from '@lucide/svelte/icons/scissors';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Square from '@lucide/svelte/icons/square';
import Trash2 from '@lucide/svelte/icons/trash-2';
import UserSearch from '@lucide/svelte/icons/user-search';
import Undo2 from '@lucide/svelte/icons/undo-2';

/** The pictures of actions, the same in menus, palette and toolbar. */
export const icons = {
  run: Play,
  audit: ScrollText,
  lock: Lock,
  links: Users,
  help: CircleHelp,
  person: UserSearch,
  runAll: ListChecks,
  stop: Square,
  above: ArrowUpToLine,
  below: ArrowDownToLine,
  up: ArrowUp,
  down: ArrowDown,
  fold: ChevronsDownUp,
  rename: Pencil,
  copy: Copy,
  cut: Scissors,
  paste: ClipboardPaste,
  delete: Trash2,
  runs: Rows3,
  undo: Undo2,
  redo: Redo2,
  new: FilePlus,
  open: FileUp,
  saveAs: Files,
  exportModel: PackageOpen,
  exportJson: FileDown,
  exportHtml: Globe,
  settings: Settings2,
  samples: BookOpen,
  backup: DatabaseBackup,
};
