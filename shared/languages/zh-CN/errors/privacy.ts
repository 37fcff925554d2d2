import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps private numbers from being drawn. */
export const privacyErrors = {
  role_denied: {
    sentence: '你的链接没有这项权限：需要“{least}”角色。',
    next: '请向工作区所有者申请其他链接，或请其代为操作。',
  },
  viewer_hidden: {
    sentence: '查看者看不到此内容：其中包含单独的行或个人。',
    next: '请向工作区所有者申请分析者链接，或请其制作图表。',
  },
  viewer_small: {
    sentence: '查看者看不到此内容：其中某个组少于 {smallest} 行。',
    next: '请工作区所有者改用更少、更大的分组。',
  },
  viewer_failed: {
    sentence: '此单元格未能生成。',
    next: '编辑笔记本的人可以看到原因。',
  },
  links_not_here: {
    sentence: '只有在浏览器中运行的 Portrait 才能为他人生成链接。',
    next: '请用 npm start -- --host localhost 打开工作区。',
  },
  host_not_open: {
    sentence: '没有在浏览器中为此工作区打开的 Portrait。',
    next: '请先打开：npm start -- --host localhost --workspace FILE，然后再生成链接。',
  },
  person_unknown: {
    sentence: '工作区里没有任何内容指向此人。',
    next: '请检查编号或地址的写法，以及勾选了哪些列。',
  },
  privacy_budget_spent: {
    sentence:
      '此操作将消耗 ε {epsilon}（δ {delta}），而工作区的隐私预算只剩 ε {leftEpsilon}（δ {leftDelta}）。没有生成任何结果。',
    next: '请减小 ε 以少用预算，或请数据负责人提高预算。',
  },
  privacy_bounds: {
    sentence: '“{column}”的下限不小于上限。',
    next: '请根据您已知的情况（而不是数据本身）给出取值范围。',
  },
  privacy_too_many_groups: {
    sentence: '“{column}”有超过 {limit} 个不同的值：分组太多。',
    next: '请按值较少的列分组，或列出需要的分组。',
  },
  privacy_preparation: {
    sentence: '{columns} 的特征处理方式是从数据中得出的，会在未计入的情况下泄露部分信息。',
    next: '请在“特征”中对数值使用已知范围缩放，对类别使用哈希，其余列不用。',
  },
  privacy_early_stopping: {
    sentence: '提前停止会在每轮之后再次查看数据，而这未计入隐私损失。',
    next: '隐私训练请关闭提前停止：训练多久须事先决定。',
  },
  privacy_class_weights: {
    sentence: '平衡类别权重是从数据中统计的，不会被隐藏。',
    next: '请自行给出权重，或不使用权重。',
  },
  privacy_batch_norm: {
    sentence: '批归一化会把一批中的各行混在一起，无法限定单独一行的影响。',
    next: '隐私训练请在“模型”单元格中去掉批归一化。',
  },
  privacy_number_label: {
    sentence: '数值标签按从数据中得出的尺度学习，不会被隐藏。',
    next: '请对类别或是非标签进行隐私训练，例如数值是否超过已知的界限。',
  },
  privacy_delta_large: {
    sentence: '对于 {rows} 行，δ 为 {delta} 没有任何保证：整行都可能在其中泄露。',
    next: '请选择远小于行数倒数的 δ。',
  },
  privacy_no_noise: {
    sentence: '在这么多步中，没有足够大的噪声能达到 ε {epsilon}。',
    next: '请减少训练轮数、减小批大小，或允许更大的 ε。',
  },
  walk_private: {
    sentence: '隐私训练的各步无法跟踪：其抽取的行和噪声只生成一次，且不在任何地方保存。',
    next: '请连接“模型”单元格，或未使用隐私保护的训练。',
  },
} satisfies Record<string, ErrorText>;
