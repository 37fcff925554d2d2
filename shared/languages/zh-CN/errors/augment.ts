import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps rows from being made of training rows. */
export const augmentErrors = {
  augment_label: {
    sentence: 'SMOTE 为较少的类别合成行，而“{label}”作为数值学习，没有类别。',
    next: '请改用 mixup 或噪声，或改为学习类别。',
  },
  augment_large: {
    sentence: '合成行需要把训练行放在内存中，共 {values} 个值，上限为 {limit}。',
    next: '请少合成一些行，或减少行数或特征数。',
  },
  privacy_augmentation: {
    sentence: '合成行含有多行的成分，无法限定单独一行对训练的影响。',
    next: '隐私训练请关闭合成行。',
  },
  walk_augmented: {
    sentence: '这次训练还学习了由其他行合成的行：其各步的批次并非表中可以跟踪的行。',
    next: '请连接“模型”单元格，或未使用合成行的训练。',
  },
} satisfies Record<string, ErrorText>;
