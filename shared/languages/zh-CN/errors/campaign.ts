import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type CampaignCode = Extract<ErrorCode, `campaign_${string}`>;

/** What may keep campaigns from being measured. */
export const campaignErrors: Record<CampaignCode, ErrorText> = {
  campaign_no_time: {
    sentence: '留出的部分不是一段时间，因此无法据此衡量营销活动。',
    next: '请在“交互”单元格中按时间划分。',
  },
  campaign_no_profile: {
    sentence: '某个活动面向分群，但没有连接画像。',
    next: '请连接“画像”单元格，或选择所有人。',
  },
  campaign_no_recommender: {
    sentence: '某个活动展示第 {number} 个推荐器的列表，但它没有连接。',
    next: '请连接它，或选择其他列表。',
  },
  campaign_unknown: {
    sentence: '目录中没有“{what}”。',
    next: '请选择其他类别，或改正物品编号。',
  },
};
