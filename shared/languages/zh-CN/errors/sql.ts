import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

/** Sentences about queries. */
export const sqlErrors: Record<Extract<ErrorCode, `sql_${string}`>, ErrorText> = {
  sql_not_select: {
    sentence: '这里只能运行一条 SELECT 语句。',
    next: '请写一条以 SELECT 或 WITH 开头的语句。',
  },
  sql_failed: { sentence: 'SQLite 拒绝了该查询：{detail}', next: '请修正查询。表名即单元格名称。' },
  sql_row_limit: {
    sentence: '查询返回超过 {limit} 行。',
    next: '请加上 LIMIT，或提高该单元格的行数上限。',
  },
  sql_time_limit: {
    sentence: '查询运行超过 {seconds} 秒，已停止。',
    next: '请缩小查询，或提高该单元格的时间上限。',
  },
  sql_memory_limit: {
    sentence: '该查询所需内存超过 {megabytes} MB，已被终止。',
    next: '请缩小查询：在联接、排序或合并为一段文本之前先减少行数。',
  },
  sql_scratch_limit: {
    sentence: '该查询写出的中间结果超过 {gigabytes} GB，已被终止。',
    next: '请为联接添加条件，或在排序之前限制行数。',
  },
  sql_size_limit: {
    sentence: '查询结果超过 {millions} 百万个字符。',
    next: '请减少列或行，或用 substr 截短长文本。',
  },
  sql_integer_literal: {
    sentence: '{value} 超出 SQLite 整数的范围，会被舍入。',
    next: '请按文本比较：给它加上单引号。',
  },
};
