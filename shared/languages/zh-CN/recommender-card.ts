import type { RecommenderCardTexts } from '../en/recommender-card.ts';

export const recommenderCard: RecommenderCardTexts = {
  algorithm: (settings) => `- 算法：\`${settings}\``,
  learnt: ({ users, items, pairs, split, data }) =>
    `- 学习自 ${users} 名用户与 ${items} 个物品的 ${pairs} 对记录；测试部分的划分：${split}。数据：${data.join('、')}`,
  versions: (versions) => `- 版本：${versions}`,
  byUser:
    '- 服务时需要用户编号。ONNX 文件、向量与列表按编号包含用户：请按个人数据对待。其中不含用户属性。',
  byHistory:
    '- 服务时只需一份历史记录。ES 模块、服务器与 ONNX 中不含用户及其属性；`golden.json` 含有不带编号的历史记录。用户向量与用户列表则带有用户编号。',
  limits:
    '- 学习时不存在的物品不会被推荐；它跟随当时的流行趋势，并重复用户已有的选择。它不能说明人们为何选择。',
  synthetic: '- 数据由生成器虚构。',
};
