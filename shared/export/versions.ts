/** Of the files models travel in: raised whenever a reader of an older one would misread it. */
export const exportedModelVersion = 1;
export const exportedRecommenderVersion = 1;
