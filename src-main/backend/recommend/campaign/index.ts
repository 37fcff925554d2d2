export { measureCampaigns } from './measure-campaigns.ts';
