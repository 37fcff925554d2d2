import type { ErrorText } from '../../../errors/codes.ts';

/** What goes wrong with files that are read. */
export const filesErrors = {
  file_missing: { sentence: '找不到文件 {file}。', next: '请重新选择文件。' },
  file_not_regular: {
    sentence: '{file} 不是普通文件，而是文件夹、管道或设备。',
    next: '请选择一个文件；没有从中读取任何内容。',
  },
  file_stalled: {
    sentence: '文件 {file} 在 {seconds} 秒内没有响应。',
    next: '请检查它所在的磁盘或网络驱动器，然后重新运行该单元格。',
  },
  file_too_large: {
    sentence: '文件 {file} 大于 {megabytes} MB，超出此类文件应有的大小。',
    next: '请确认文件正确。',
  },
  file_not_offered: {
    sentence: '文件 {file} 既不是在对话框中选择或拖入的，也没有出现在受信任的笔记本中。',
    next: '请通过“选择文件”选取它。',
  },
  file_exists: { sentence: '文件 {file} 已存在。', next: '请换一个名称；没有覆盖任何内容。' },
  file_unreadable: {
    sentence: '无法读取文件 {file}：{detail}',
    next: '请确认文件正确且未被其他程序占用。',
  },
  file_empty: { sentence: '文件 {file} 是空的。', next: '请选择至少有表头和一行数据的文件。' },
  file_header_only: {
    sentence: '文件 {file} 只有表头，没有数据行。',
    next: '请选择至少有一行数据的文件；若首行就是数据，请关闭表头选项。',
  },
  file_encoding: {
    sentence: '第 {line} 行不是有效的 {encoding} 文本。',
    next: '请在导入对话框中选择其他编码。',
  },
  file_encoding_unclear: {
    sentence: '第 {line} 行不是 UTF-8，也无法确定是哪种编码：可能是 {found}。',
    next: '请在导入对话框中选择编码；预览会显示哪一种读得正确。',
  },
  file_expands: {
    sentence: '压缩文件 {file} 解压后超过其大小的 {ratio} 倍。',
    next: '正常的表格不会这样：文件可能已损坏，或是有意占满磁盘。若信任该文件，请自行解压后再导入。',
  },
  file_ragged: {
    sentence: '第 {line} 行有 {found} 个字段，而表头有 {expected} 个。',
    next: '请在导入对话框中检查分隔符、引号和跳过的行数；也可在那里允许加宽表格并补齐空缺。',
  },
  file_quote: {
    sentence: '第 {line} 行的引号没有闭合。',
    next: '请修正该行，或选择其他引号字符。',
  },
  file_nul: {
    sentence: '第 {line} 行含有 NUL 字符。',
    next: '通常是编码错误（UTF-16）或文件损坏。请选择其他编码。',
  },
  file_value: {
    sentence: '第 {line} 行，列 {column}：“{value}” 不是 {type}。',
    next: '请为该列选择其他类型，或把该值标为缺失。',
  },
  file_parquet: {
    sentence: 'Parquet 文件 {file} 已损坏：其索引自相矛盾，或与文件内容不符。',
    next: '请从源头重新写出，或导出为 CSV。',
  },
  parquet_column_damaged: {
    sentence: 'Parquet 文件 {file} 已损坏：列“{column}”从第 {row} 行起无法读取。',
    next: '请从源头重新写出，或写出时去掉这一列。',
  },
  parquet_cut_short: {
    sentence: '{file} 的结尾不是 Parquet 文件的结尾：文件被截断，或不是 Parquet 文件。',
    next: '请重新复制或下载，并核对文件大小。',
  },
  parquet_elsewhere: {
    sentence: '{file} 的列“{column}”存放在另一个文件 {other} 中。',
    next: '请把全部内容写入同一个 Parquet 文件。',
  },
  parquet_encrypted: {
    sentence: 'Parquet 文件 {file} 已加密。',
    next: '请在持有密钥的地方不加密地重新写出。',
  },
  parquet_row_too_long: {
    sentence: '{file} 的列“{column}”中有一行的列表超过 {most} 项。',
    next: '请把列表展开为多行，或写出文件时去掉这一列。',
  },
  parquet_too_large: {
    sentence: '{file} 的列“{column}”一次解压将达 {bytes} 字节，因此没有解压。',
    next: '如果文件可信，请用更小的行组和页重新写出。',
  },
  parquet_too_many_rows: {
    sentence: '{file} 声称有 {rows} 行，远超这样大小的文件所能容纳，因此没有读取。',
    next: '如果文件可信，请导出为 CSV，或分成几个较小的文件。',
  },
  parquet_unsupported: {
    sentence: 'Parquet 文件 {file} 使用了这里无法读取的形式：{feature}。',
    next: '请用 Snappy、Zstandard 或 Gzip 及常见编码重新写出，或导出为 CSV。',
  },
  file_json: {
    sentence: '第 {line} 行不是 JSON 对象：{detail}',
    next: '文件须每行一个 JSON 对象，或为一个对象列表。',
  },
  file_too_many_columns: {
    sentence: '文件有 {found} 列，最多 {limit} 列。',
    next: '请在导入对话框中去掉一些列。',
  },
  file_line_too_long: {
    sentence: '第 {line} 行超过 64 MB。',
    next: '请在导入对话框中选择其他分隔符或引号，或确认文件是表格。',
  },
  file_upload: {
    sentence: '文件 {file} 没有完整送达（共 {bytes} 字节，收到 {received} 字节）。',
    next: '请重新添加该文件。',
  },
  upload_removed: {
    sentence: '该文件在脱敏导入后已被删除，以免原始值留在任何地方。',
    next: '如需重新导入，请再次选择该文件；已得到的结果仍然保留。',
  },
} satisfies Record<string, ErrorText>;
