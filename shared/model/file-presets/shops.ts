import { headed, headless, type FilePreset } from './file-preset.ts';

const journey = { name: 'The Complete Journey 2.0' };
const people = [
  ['age', 'integer'],
  ['workclass', 'category'],
  ['fnlwgt', 'integer'],
  ['education', 'category'],
  ['education_num', 'integer'],
  ['marital_status', 'category'],
  ['occupation', 'category'],
  ['relationship', 'category'],
  ['race', 'category'],
  ['sex', 'category'],
  ['capital_gain', 'integer'],
  ['capital_loss', 'integer'],
  ['hours_per_week', 'integer'],
  ['native_country', 'category'],
  ['income', 'category'],
] as const;

/** Purchases, sessions and people of shops, banks and a census. */
export const shopPresets: readonly FilePreset[] = [
  headed(
    { id: 'online-retail', name: 'Online Retail', file: 'online_retail.csv' },
    {},
    ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'CustomerID'],
    // Customers are written 17850.0 in copies that went through a table of numbers with gaps.
    { InvoiceNo: 'text', StockCode: 'text', Description: 'text', CustomerID: 'integer' },
  ),
  headed(
    { id: 'online-retail-2', name: 'Online Retail II', file: 'online_retail_II.csv' },
    {},
    ['Invoice', 'StockCode', 'Quantity', 'InvoiceDate', 'Customer ID'],
    { Invoice: 'text', StockCode: 'text', Description: 'text', 'Customer ID': 'integer' },
  ),
  headed(
    { id: 'complete-journey/transactions', ...journey, file: 'transactions.csv' },
    { delimiter: ',' },
    ['household_id', 'basket_id', 'product_id', 'quantity', 'transaction_timestamp'],
    { household_id: 'text', store_id: 'text', basket_id: 'text', product_id: 'text' },
  ),
  headed(
    { id: 'complete-journey/demographics', ...journey, file: 'demographics.csv' },
    { delimiter: ',' },
    ['household_id', 'age', 'income', 'household_size'],
    { household_id: 'text', household_size: 'category', kids_count: 'category' },
  ),
  headed(
    { id: 'complete-journey/products', ...journey, file: 'products.csv' },
    { delimiter: ',' },
    ['product_id', 'department', 'product_category', 'product_type'],
    { product_id: 'text', manufacturer_id: 'text' },
  ),
  headed(
    { id: 'otto', name: 'OTTO', file: 'otto-recsys-train.jsonl' },
    { format: 'jsonl', rowsFrom: 'events' },
    ['session', 'events'],
    { session: 'text', aid: 'text', ts: 'integer', type: 'category' },
  ),
  headed(
    { id: 'online-shoppers', name: 'Online Shoppers', file: 'online_shoppers_intention.csv' },
    { delimiter: ',' },
    ['Administrative', 'ProductRelated', 'BounceRates', 'PageValues', 'TrafficType', 'Revenue'],
    // Numbers of kinds, not quantities.
    {
      ...{ OperatingSystems: 'category', Browser: 'category', Region: 'category' },
      ...{ TrafficType: 'category', Weekend: 'boolean', Revenue: 'boolean' },
    },
  ),
  headed(
    { id: 'bank-marketing', name: 'Bank Marketing', file: 'bank-full.csv' },
    { delimiter: ';', missing: ['', 'unknown'] },
    ['age', 'job', 'marital', 'campaign', 'pdays', 'poutcome', 'y'],
    { y: 'boolean' },
  ),
  headless(
    { id: 'adult', name: 'Adult', file: 'adult.data', like: /^adult\.data$/ },
    { delimiter: ', ', missing: ['', '?'] },
    people,
  ),
];
