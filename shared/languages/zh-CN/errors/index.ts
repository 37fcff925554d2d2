import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';
import { encryptionErrors } from './encryption.ts';
import { exportErrors } from './export.ts';
import { sumErrors } from './sum.ts';
import { anonymityErrors } from './anonymity.ts';
import { chartErrors } from './chart.ts';
import { intentErrors } from './intent.ts';
import { linkErrors } from './link.ts';
import { augmentErrors } from './augment.ts';
import { treesErrors } from './trees.ts';
import { privacyErrors } from './privacy.ts';
import { campaignErrors } from './campaign.ts';
import { predictErrors } from './predict.ts';
import { excelErrors } from './excel.ts';
import { sqlErrors } from './sql.ts';
import { timesErrors } from './times.ts';
import { workspaceErrors } from './workspace.ts';
import { engineErrors } from './engine.ts';
import { filesErrors } from './files.ts';

export const errors: Record<ErrorCode, ErrorText> = {
  internal: {
    sentence: 'Portrait 内部出错：{detail}',
    next: '已保存的内容没有丢失。请重试；若再次出现，请附上日志反馈。',
  },
  bad_request: { sentence: '请求与预期不符：{detail}', next: '请重新加载窗口后再试。' },
  not_found: { sentence: '{what} 已不存在。', next: '它可能已被删除。请重新加载窗口。' },
  connection_lost: {
    sentence: '与 Portrait 的连接已断开。',
    next: '连接会自动恢复。若未恢复，请确认 Portrait 仍在运行。',
  },
  cancelled: { sentence: '已按要求停止。', next: '需要时可再次运行。' },
  ...workspaceErrors,
  ...encryptionErrors,
  ...exportErrors,
  ...augmentErrors,
  ...treesErrors,
  ...intentErrors,
  ...linkErrors,
  ...anonymityErrors,
  ...privacyErrors,
  ...chartErrors,
  ...campaignErrors,
  ...predictErrors,
  ...sqlErrors,
  ...timesErrors,
  disk_full: { sentence: '磁盘已满。', next: '请腾出空间后再次运行。已保存的内容没有丢失。' },
  ...excelErrors,
  notebook_invalid: {
    sentence: '笔记本文件在 {path} 处无效：{detail}',
    next: '请对照文档中的笔记本格式。',
  },
  notebook_newer: {
    sentence: '笔记本由更新版本的 Portrait 写入（格式 {found}，当前支持 {known}）。',
    next: '请更新 Portrait。',
  },
  notebook_restricted: {
    sentence: '此笔记本来自别处，处于受限状态：其中任何内容都不会运行，也不会读取文件。',
    next: '请先查看它会做什么，再点击第一个单元格上方的“信任”。',
  },
  notebook_paths: {
    sentence: '笔记本要读取其文件夹以外的文件：{paths}',
    next: '请用 --data 单元格=文件 给出这些文件，或用 --trust 信任该笔记本。',
  },
  export_incomplete: {
    sentence: '未写出网页：{cells} 的结果尚未显示。',
    next: '请等待其显示、重新运行失败的部分，或折叠这些单元格，然后再次导出。',
  },
  cell_unset: { sentence: '此单元格尚未说明要生成什么。', next: '请选择数据或标签，或写出查询。' },
  cell_input_missing: { sentence: '输入“{slot}”尚未连接。', next: '请为它选择前面的一个单元格。' },
  cell_input_failed: { sentence: '所依赖的单元格“{cell}”没有结果。', next: '请先运行那个单元格。' },
  cell_input_cycle: { sentence: '该单元格会依赖自身。', next: '请选择前面的单元格作为输入。' },
  cell_settings_invalid: { sentence: '设置 {path} 无效：{detail}', next: '请修正该设置。' },
  setting_unknown: {
    sentence: '{place} 中没有名为“{setting}”的设置。[可用的有：{there}。]',
    next: '[您是否想用“{nearest}”？]请更正名称，或去掉该设置。',
  },
  column_missing: {
    sentence: '没有名为“{column}”的列。[现有的列：{there}。]',
    next: '[您是否想用“{nearest}”？]请从输入表的列中选择。',
  },
  column_type: {
    sentence: '列“{column}”是 {found}，而这里需要 {expected}。',
    next: '请选择其他列，或在清洗单元格中更改类型。',
  },
  ...sumErrors,
  outliers_one_value: {
    sentence:
      '“{column}”的大部分取值都是 {value}：按此规则，其余所有取值（{outside} 个）都会被视为离群值，该列将不再含有信息。',
    next: '请选择数值分散的列、使用更大的系数，或删除该步骤。',
  },
  join_too_many_rows: {
    sentence: '连接会产生 {rows} 行，最多 {limit} 行。',
    next: '两侧的键都有重复。请在连接前按键去重，或先汇总其中一个表。',
  },
  table_empty: {
    sentence: '表中没有任何行。',
    next: '请检查前面的单元格：可能某个过滤条件去掉了所有行。',
  },
  label_missing: { sentence: '尚未选择标签列。', next: '请选择模型要预测的列。' },
  label_one_class: {
    sentence: '标签“{column}”在训练部分只有一个值（{value}）。',
    next: '请选择其他标签，或包含两种结果的数据。',
  },
  label_too_many_classes: {
    sentence: '标签“{column}”有 {found} 个不同的值，最多 {limit} 个。',
    next: '若它是数值，请按数值处理；否则请先合并取值。',
  },
  class_weights: {
    sentence: '类别权重 {found} 与标签不符：需要 {count} 个大于 0 的数，依次对应各类：{classes}。',
    next: '请更正权重，或选择“无”或“平衡”。',
  },
  label_positive_unknown: {
    sentence: '标签“{column}”没有可作为正类的值“{value}”。[现有的值：{there}。]',
    next: '请从标签的两个值中选择一个。',
  },
  split_empty: { sentence: '划分中的{part}部分没有行。', next: '请使用更多行，或调整划分比例。' },
  features_none: { sentence: '没有任何列用作特征。', next: '请至少启用一列。' },
  model_shape: { sentence: '第 {layer} 层：{detail}', next: '请修正该层。' },
  model_too_deep: { sentence: '模型有 {found} 层，最多 {limit} 层。', next: '请去掉一些层。' },
  model_too_large: {
    sentence: '到第 {layer} 层为止，模型已有 {parameters} 个参数，最多 {limit} 个。',
    next: '请减少该层或前一层的单元数，或减少特征。',
  },
  model_label_mismatch: {
    sentence: '输出 {output} 与标签“{label}”（{kind}）不匹配。',
    next: '让输出跟随标签，或选择其他损失函数。',
  },
  train_diverged: {
    sentence: '第 {step} 步损失变为 {value}；训练已停止，保留了最后的有效权重。',
    next: '请降低学习率、裁剪梯度，或对特征做缩放。',
  },
  train_no_checkpoint: { sentence: '这次训练没有可继续的检查点。', next: '请从头训练。' },
  walk_no_row: {
    sentence: '表中共有 {rows} 行，没有第 {row} 行。',
    next: '请选择 1 到 {rows} 之间的行。',
  },
  walk_no_step: {
    sentence: '这次训练只进行了 {steps} 步，第 {step} 步并未发生。',
    next: '请选择更早的一步。',
  },
  walk_large_batch: {
    sentence: '一个批次有 {rows} 行，太大，无法逐个数字展示。',
    next: '请只看其中一行，或用不超过 {most} 行的批次训练。',
  },
  sheets_pdf: {
    sentence: '无法把练习题生成为 PDF。',
    next: '请改用打印版，在浏览器中打印为 PDF。',
  },
  result_unread: {
    sentence: '这个结果的存储形式与本版本 Portrait 所读的不同。',
    next: '请重新计算，原来存储的结果会随之删除；或用生成它的版本打开工作区。',
  },
  interactions_columns_unset: {
    sentence: '尚未选择标明用户和物品的列。',
    next: '请在该单元的表单中选择，或采用其建议的设置。',
  },
  interactions_part_unset: {
    sentence: '划分方式为按数据给定，但没有说明哪些行用于测试。',
    next: '请连接一个表作为测试部分，或选择说明各行所属部分的列。',
  },
  interactions_empty: { sentence: '{step}之后没有剩余的交互。', next: '请放宽该过滤条件。' },
  side_keys_unmatched: {
    sentence:
      '事件中的 {of} 个标识没有一个出现在所连接表（{side}）的“{column}”列中：事件中是 {ids}，表中是 {keys}。',
    next: '请选择表中存放这些标识的列，或用清洗、SQL 单元格使两边写法一致。否则该表不起任何作用。',
  },
  side_keys_repairable: {
    sentence:
      '事件中的 {of} 个标识没有一个出现在所连接表（{side}）的“{column}”列中：事件中是 {ids}，表中是 {keys}。若把事件中的 {event} 与表中的 {key} 视为同一个，则可找到 {of} 个中的 {found} 个。',
    next: '请在单元格中采用所建议的比较方式，或设置 {setting}；采用前请先核对这个例子。',
  },
  interactions_too_many: {
    sentence: '{found} 条交互约需 {need} 内存，上限为 {limit}。',
    next: '请提高最小次数，或缩短时间范围。',
  },
  recommender_too_large: {
    sentence: '{algorithm} 对 {items} 个物品约需 {need}，上限为 {limit}。',
    next: '请改用 {instead}，或提高物品最小次数。',
  },
  recommender_inexact: {
    sentence: '{setting} = {value} 时，{algorithm} 的方程组接近奇异，得分会由舍入误差决定。',
    next: '请增大 {setting}，或缩小相差多个数量级的权重之间的差距。',
  },
  recommender_overflow: {
    sentence: '{algorithm} 算出的数值超出了机器能表示的范围，因此没有得分。',
    next: '如有学习率请降低，或缩小过大的权重：每对只计一次，或取对数。',
  },
  recommender_parts_differ: {
    sentence: '混合推荐的各部分是在不同的交互数据上拟合的。',
    next: '请把各部分与混合推荐连接到同一个“交互”单元格。',
  },
  recommender_data_differ: {
    sentence: '这些推荐器是在不同的交互数据上拟合的。',
    next: '请连接同一个“交互”单元格的推荐器。',
  },
  segment_gone: {
    sentence: '所选的某个分群已不在 {cell} 之中。',
    next: '请重新选择分群。',
  },
  segment_nobody: {
    sentence: '这里没有所选分群中的任何人：分群的编号形如 {ids}，这里的形如 {found}。',
    next: '请选择含用户编号的列，或连接同一批人的画像。',
  },
  compare_one_item: {
    sentence: '目录中只有一个物品，无法排序。',
    next: '请降低“交互”单元格的最小次数，或加载更多事件。',
  },
  compare_no_test: {
    sentence: '没有为任何用户留出内容，因此没有可用于评估的用户。',
    next: '请在“交互”单元格中选择会留出内容的划分方式，或对学习用的配对做交叉折叠。',
  },
  tune_no_validation: {
    sentence:
      '无法划出验证部分：{pairs} 个学习配对中，没有一个能让其用户和物品都还有可学习的内容。',
    next: '请加载更多事件，或更改验证所占比例。',
  },
  tune_unknown_setting: {
    sentence: '{algorithm} 没有可搜索的设置“{setting}”。',
    next: '请把它移出搜索空间。',
  },
  tune_all_failed: {
    sentence: '全部 {trials} 次试验都失败了；第一次的原因：{detail}',
    next: '请更改要尝试的取值。',
  },
  tune_metric_label: { sentence: '指标 {metric} 不适用于该标签。', next: '可选：{fitting}。' },
  tune_folds_few: { sentence: '{found} 行（或组）不够分 {count} 折。', next: '请减少折数。' },
  tune_folds_column: { sentence: '这样分折需要指定一列。', next: '请选择一列，或随机分折。' },
  tune_no_score: {
    sentence: '该指标在任何一折上都没有定义：那里缺少某个类别。',
    next: '请减少折数、使用分层分折，或更换指标。',
  },
  event_time_invalid: {
    sentence: '“{value}”不是时间。',
    next: '请写成 2024-05-31 或 2024-05-31 14:30，或留空。',
  },
  profile_nothing: {
    sentence: '没有可用于画像的内容：所有来源都已关闭，或对每位用户都相同。',
    next: '请把某个来源的权重设为大于 0，或连接用户表。',
  },
  event_rows_gone: {
    sentence: '读取事件所用的表已不再保留。',
    next: '请重新运行生成该表的单元格，然后运行“交互”单元格。',
  },
  recommender_unknown_user: {
    sentence: '用户“{user}”不在训练数据中。',
    next: '改为显示该用户所属人群的热门物品。',
  },
  rating_not_a_number: {
    sentence: '第 {row} 行：评分不是数字。',
    next: '请清洗评分列，或把该值标为缺失。',
  },
  ...engineErrors,
  ...filesErrors,
};
