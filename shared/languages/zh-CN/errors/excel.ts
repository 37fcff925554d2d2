import type { ErrorText } from '../../../errors/codes.ts';

/** What goes wrong with Excel workbooks. */
export const excelErrors = {
  file_excel: {
    sentence: 'Excel 工作簿 {file} 已损坏。',
    next: '请用电子表格软件打开它，重新保存为 .xlsx。',
  },
  file_not_workbook: {
    sentence: '{file} 不是 .xlsx 格式的 Excel 工作簿，而是 {found} 类文件。',
    next: '请用电子表格软件打开它并另存为 .xlsx 或 CSV；ZIP 压缩包请先解压。',
  },
  excel_sheet_missing: {
    sentence: '{file} 中没有工作表“{sheet}”；现有 {sheets}。',
    next: '请在导入对话框中选择工作表。',
  },
  excel_no_rows: {
    sentence: '{file} 的工作表“{sheet}”中没有内容。',
    next: '请在导入对话框中选择其他工作表，或选择其他文件。',
  },
  excel_too_many_rows: {
    sentence: '该表有 {rows} 行，而一个工作表最多容纳 {most} 行。',
    next: '请保存为 Parquet 或 CSV，或先筛选。',
  },
  excel_too_many_columns: {
    sentence: '该表有 {columns} 列，而一个工作表最多容纳 {most} 列。',
    next: '请保存为 Parquet 或 CSV，或先去掉一些列。',
  },
  excel_text_too_long: {
    sentence: '列“{column}”中有一个 {length} 个字符的文本，而一个单元格最多容纳 {most} 个。',
    next: '请将该表保存为 Parquet 或 CSV，或去掉这一列。',
  },
} satisfies Record<string, ErrorText>;
