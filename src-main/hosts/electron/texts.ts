import { closestLocale, type Locale } from '#shared/locale.ts';

const english = {
  file: 'File',
  newWorkspace: 'New Workspace…',
  openWorkspace: 'Open Workspace…',
  importNotebook: 'Import Notebook…',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  view: 'View',
  palette: 'Command Palette',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Full Screen',
  help: 'Help',
  shortcuts: 'Keyboard Shortcuts',
  filterData: 'Tables',
  filterNotebook: 'Notebooks',
  filterWorkspace: 'Workspaces',
  filterHtml: 'Web pages',
  filterAny: 'All files',
  training: 'Training is still running.',
  trainingDetail:
    'Portrait can go on training without a window; open it again to see how far it has come. If you stop now, the best and the last weights are kept.',
  keepTraining: 'Close and Keep Training',
  stopTraining: 'Stop and Quit',
  cancel: 'Cancel',
  unsaved: 'Some of what you typed is not saved: the workspace takes nothing at the moment.',
  unsavedDetail: 'Go back to save everything to a new file. It is lost if you close the window.',
  stay: 'Go Back',
  loseUnsaved: 'Close and Lose It',
  backendLost: 'The part of Portrait that keeps your data stopped several times in a row.',
  backendLostDetail: 'Nothing that was saved is lost. Start Portrait again.',
};

export type Texts = typeof english;

const chinese: Texts = {
  file: '文件',
  newWorkspace: '新建工作区…',
  openWorkspace: '打开工作区…',
  importNotebook: '导入笔记本…',
  quit: '退出',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  palette: '命令面板',
  zoomIn: '放大',
  zoomOut: '缩小',
  resetZoom: '实际大小',
  fullScreen: '全屏',
  help: '帮助',
  shortcuts: '键盘快捷键',
  filterData: '数据表',
  filterNotebook: '笔记本',
  filterWorkspace: '工作区',
  filterHtml: '网页',
  filterAny: '所有文件',
  training: '训练仍在进行。',
  trainingDetail:
    '关闭窗口后，Portrait 可以继续训练；重新打开即可查看进度。若现在停止，将保留最佳权重和最近一次的权重。',
  keepTraining: '关闭并继续训练',
  stopTraining: '停止并退出',
  cancel: '取消',
  unsaved: '有部分输入尚未保存：工作区目前无法写入。',
  unsavedDetail: '请返回并将全部内容另存为新文件。若关闭窗口，这些输入将丢失。',
  stay: '返回',
  loseUnsaved: '关闭并放弃',
  backendLost: 'Portrait 的数据进程连续多次意外停止。',
  backendLostDetail: '已保存的内容没有丢失。请重新启动 Portrait。',
};

/** The host's own words: menus and native dialogs. */
export function textsFor(locale: Locale): Texts {
  return { en: english, 'zh-CN': chinese }[locale];
}

/** The nearest of our languages to a system locale such as "zh-Hans-CN" or "de". */
export function localeFor(system: string): Locale {
  return closestLocale([system]);
}
