import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type WorkspaceCode = Extract<ErrorCode, `workspace_${string}`>;

/** What may be wrong with the workspace's files. */
export const workspaceErrors: Record<WorkspaceCode, ErrorText> = {
  workspace_locked: {
    sentence: '工作区 {file} 已在另一个 Portrait 中打开。',
    next: '请关闭另一个窗口，或打开其他工作区。',
  },
  workspace_newer: {
    sentence: '工作区 {file} 由更新版本的 Portrait 写入（格式 {found}，当前支持 {known}）。',
    next: '请更新 Portrait。文件未被改动。',
  },
  workspace_damaged: {
    sentence: '工作区 {file} 已损坏：{detail}',
    next: '文件已移至 {aside}，未删除；最近的备份：{backup}。请打开该备份，或新建工作区。',
  },
  workspace_page_damaged: {
    sentence: '无法读取工作区 {file} 的一部分：{detail}',
    next: '请重新运行生成它的单元格。若再次出现，请关闭 Portrait 后重新打开，届时会检查整个文件。',
  },
  workspace_not_ours: {
    sentence: '{file} 不是 Portrait 工作区。',
    next: '请选择 .portrait 文件。文件未被改动。',
  },
  workspace_read_only: {
    sentence: '无法写入工作区 {file}。',
    next: '请修改文件或其文件夹的权限，或复制到别处。',
  },
  workspace_migrated: {
    sentence: '工作区已升级到新格式；升级前的备份位于 {backup}。',
    next: '请先查看内容，确认无误前保留该备份。',
  },
  workspace_lost_changes: {
    sentence: '工作区最近的 {count} 次更改丢失：其预写日志被截断或删除。',
    next: '如有备份，请恢复整个文件夹；现有笔记本仍可使用。',
  },
  workspace_lost_rows: {
    sentence: '工作区丢失了数据：{what} 有 {found} 行，而应有 {expected} 行（共 {places} 处）。',
    next: '请重新运行生成它的单元格，或打开备份。',
  },
  workspace_gone: {
    sentence: '工作区文件已不在 {file}：它被移动、重命名或删除了。更改没有被保存。',
    next: '请将全部内容另存为新文件，或把原文件放回原处并恢复原名。',
  },
  workspace_replaced: {
    sentence: '{file} 处现在是另一个文件，不再是打开的工作区。更改没有被保存。',
    next: '请将全部内容另存为新文件；现在位于该处的文件不会被改动。',
  },
  workspace_log_gone: {
    sentence: '工作区 {file} 的附属文件（-wal、-shm）在打开期间被移走了。',
    next: '仍在读取它的任务结束后会自动恢复保存；否则请将全部内容另存为新文件。',
  },
  workspace_log_alone: {
    sentence: '工作区 {file} 不存在或为空，但它的日志 {log} 仍在，其中有最近的更改。',
    next: '请把工作区文件按原名放回日志旁边；若要新建工作区，请先将日志移到别处。未作任何改动。',
  },
  workspace_log_foreign: {
    sentence: '工作区 {file} 旁边的 {log} 属于另一个文件。',
    next: '请将它移到别处，然后重新打开工作区。未作任何改动。',
  },
  workspace_folder: {
    sentence: '{file} 是文件夹，不是工作区文件。',
    next: '请选择 .portrait 文件。',
  },
  workspace_device: {
    sentence: '{file} 是设备、管道或套接字，不是普通文件。',
    next: '请选择磁盘上的 .portrait 文件。该路径未被打开。',
  },
  workspace_empty: {
    sentence: '文件 {file} 是空的，没有任何字节。',
    next: '如果它曾是工作区，请打开备份；若要新建工作区，请删除该文件或换一个名称。文件未被改动。',
  },
  workspace_format_unknown: {
    sentence: '工作区 {file} 标明的格式为 {found}，从未有过这种格式。',
    next: '请打开备份。文件未被改动。',
  },
  workspace_incomplete: {
    sentence: '工作区 {file} 缺少每个工作区都应有的部分：{what}。',
    next: '请打开备份。文件未被改动。',
  },
  workspace_foreign_schema: {
    sentence:
      '工作区 {file} 中有不属于 Portrait 的视图或触发器：{name}。它可能永不结束，或在不知不觉中改动数据。',
    next: '请打开备份，或确认文件来源。文件未被改动。',
  },
  workspace_entry_damaged: {
    sentence: '无法读取工作区的一部分：{what}（{detail}）。',
    next: '其余部分仍可使用。请重新运行生成它的单元格，或打开备份。',
  },
};
