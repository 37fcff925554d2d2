import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type CampaignCode = Extract<ErrorCode, `campaign_${string}`>;

/** What may keep campaigns from being measured. */
export const campaignErrors: Record<CampaignCode, ErrorText> = {
  campaign_no_time: {
    sentence: 'What is held out is no span of time, so that campaigns cannot be measured on it.',
    next: 'Split by time in the Interactions cell.',
  },
  campaign_no_profile: {
    sentence: 'A campaign is for segments, and no profile is connected.',
    next: 'Connect the Profile cell, or choose everyone.',
  },
  campaign_no_recommender: {
    sentence: 'A campaign shows the lists of recommender {number}, which is not connected.',
    next: 'Connect it, or choose another list.',
  },
  campaign_unknown: {
    sentence: 'The catalogue does not know “{what}”.',
    next: 'Choose another category, or correct the ids of the items.',
  },
};
