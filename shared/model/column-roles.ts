import type { Column, ColumnType } from './table.ts';

/** What a column can be to recommenders, told by its name. */
export type ColumnRole =
  | 'user'
  | 'item'
  | 'time'
  | 'weight'
  | 'kind'
  | 'friend'
  | 'segment'
  | 'title'
  | 'category'
  | 'price'
  | 'text';

const numbers: readonly ColumnType[] = ['integer', 'real'];
const words: readonly ColumnType[] = ['text', 'category'];
const any = null;

const id = '(_?(id|ids|no|nr|key|code|number|sk|hash))';
const chineseId = '(_?(id|编号|编码|号|号码|代码|标识|识别码))';
const people =
  'user|customer|client|member|household|shopper|buyer|consumer|visitor|reader|viewer|listener|subscriber|account|person|reviewer|player|learner|student|patient|cust|usr|buyer_admin|author';
const chinesePeople =
  '用户|客户|顾客|会员|买家|消费者|家庭|读者|访客|观众|听众|账户|账号|玩家|学生|评论者|人员';
const things =
  'item|product|prod|article|sku|stock|goods|movie|film|book|track|song|artist|album|video|show|series|anime|game|app|news|story|post|course|recipe|restaurant|business|venue|poi|place|hotel|listing|offer|material|stock_item|content|ad|coupon';
const chineseThings =
  '商品|物品|产品|货品|货物|宝贝|单品|项目|图书|书籍|电影|影片|歌曲|音乐|歌手|视频|游戏|应用|新闻|文章|课程|菜品|餐厅|商家|店铺|酒店|景点';

/** In each list the surest name comes first; names are compared as `plainName` gives them. */
const roles: Record<ColumnRole, { types: readonly ColumnType[] | null; names: RegExp[] }> = {
  user: {
    types: any,
    names: [
      /^(user|uid|usr)(_?(id|no|key|code|number))?$/,
      new RegExp(`^(${people})${id}$`),
      new RegExp(`^(${chinesePeople})${chineseId}$`),
      new RegExp(`^(${people}|${chinesePeople})$`),
      new RegExp(`^(${people})_name$|^(${chinesePeople})(_?(名|名称|姓名|昵称))$`),
      new RegExp(`^(session|visit|cookie|device|source)${id}?$|^(会话|设备)${chineseId}?$`),
    ],
  },
  item: {
    types: any,
    names: [
      /^(item|iid)(_?(id|no|key|code|number))?$/,
      new RegExp(`^(${things})${id}$`),
      /^(parent_)?(asin|isbn|isbn_?1[03]|sku|upc|ean|gtin|barcode|aid|artist_?mbid)$/,
      new RegExp(`^(${chineseThings})${chineseId}$|^条形?码$`),
      new RegExp(`^(${things}|${chineseThings})$`),
      new RegExp(`^(${things})_(name|title)$|^(${chineseThings})(_?(名|名称|标题))$`),
    ],
  },
  time: {
    types: ['date', ...numbers],
    names: [
      /^(time|timestamp|datetime|date_?time|time_?stamp|ts|unix_?time(stamp)?)$/,
      /^(event|order|transaction|trans|purchase|invoice|rating|review|interaction|click|view|visit|action|unix_review|created|buy|pay|payment)_?(time|timestamp|datetime|date|at|on|ts|dt|dat|day)$/,
      /^(t|date|dat|dt|day|created|t_dat|when)$/,
      /(时间戳?|日期|时刻)$/,
    ],
  },
  weight: {
    types: numbers,
    names: [
      /^(rating|ratings|score|stars|star_rating|overall|book_rating|user_rating|rate)$/,
      /^(评分|打分|分数|得分|星级|评级)$/,
      /^(quantity|qty|units|count|cnt|plays|play_?count|listen_?count|times|frequency|weight|number_of_items)$/,
      /^((购买|订单|商品|销售)?数量|件数|次数|播放次数|销量)$/,
      /^(amount|sales_value|sales|revenue|total|value|spend|turnover)$/,
      /^((订单|支付|消费|销售|购买|交易)?金额|销售额|消费额|总价)$/,
    ],
  },
  kind: {
    types: [...words, 'integer'],
    names: [
      /^(event|action|behaviou?r|interaction|activity|feedback|operation|act)_?(type|kind|name|code)$/,
      /^(event|action|behaviou?r|kind|interaction|activity|feedback|operation)$/,
      /^(行为|事件|操作|动作|交互|互动)_?(类型|类别|种类|名称|代码)?$/,
      /^(type|类型|种类)$/,
    ],
  },
  friend: {
    types: any,
    names: [
      /^(friend|followee|followed|trustee|contact|neighbou?r|other|target|peer)(_?user)?(_?(id|no|key|code|number|name))?$/,
      /^(user|uid|member|person|id)_?(id_?)?(2|b|to)(_?id)?$/,
      new RegExp(`^(好友|朋友|关注对象|被关注者|被关注用户|联系人|对方)(用户)?${chineseId}?$`),
    ],
  },
  segment: {
    types: [...words, 'boolean'],
    names: [
      /^(segment|customer_segment|group|user_group|tier|level)$|^(分群|客群|人群|分组|会员等级|用户等级)$/,
      /^age(_?(group|band|range|class|bracket))?$|^年龄(段|组|层)?$/,
      /^(gender|sex)$|^性别$/,
      /^(occupation|job|profession|职业)$/,
      /^(city|region|state|province|country|location|城市|地区|省份|国家|所在地)$/,
      /^(income|收入|收入水平)$/,
    ],
  },
  title: {
    types: words,
    names: [
      /^(title|name|item_name|item_title|product_name|product_title|prod_name|movie_title|book_title|artist|track_name)$/,
      new RegExp(`^(${chineseThings})?_?(名称|标题|名字|名)$|^(书名|片名|歌名)$`),
      /^(description|product_description|item_description|original_title|描述|(商品|产品)描述)$/,
      /^product_type(_name)?$/,
    ],
  },
  category: {
    types: words,
    names: [
      /^(category|categories|genre|genres|product_category|item_category|category_name|main_category|category_code|class|product_group_name)$/,
      new RegExp(`^(${chineseThings})?_?(类别|分类|类目|品类|类型)(名称)?$|^(题材|流派|体裁)$`),
      /^(category_?id|department|department_name|section|product_type|product_type_name|brand|language_code|publisher|manufacturer|部门|品牌|出版社)$/,
    ],
  },
  price: {
    types: numbers,
    names: [
      /^(price|unit_price|list_price|selling_price|sale_price|retail_price|item_price|价格|单价|售价|零售价)$/,
    ],
  },
  text: {
    types: words,
    names: [
      /^(description|product_description|item_description|desc|detail_desc|summary|overview|abstract|plot|text|content|features|about|描述|(商品|产品)描述|简介|摘要|内容|详情)$/,
      /^(genre|genres|tags?|keywords?|categories|authors?|brand|product_type|product_category|class|标签|关键词|品牌|作者|题材|流派)$/,
    ],
  },
};

/** `CustomerID`, `customer-id` and `customer_id:token` all become `customer_id`. */
export function plainName(name: string): string {
  return name
    .trim()
    .replace(/:(token|float|token_seq|float_seq)$/, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Script=Han})([A-Za-z])/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Columns that can play the role, the surest first, without those `taken`. */
export function columnsFor(
  role: ColumnRole,
  columns: readonly Column[],
  taken: readonly (string | null)[] = [],
): Column[] {
  const { types, names } = roles[role];
  const free = columns.filter(
    ({ name, type }) => !taken.includes(name) && (types === null || types.includes(type)),
  );
  const rank = ({ name }: Column): number => names.findIndex((like) => like.test(plainName(name)));
  return free.filter((column) => rank(column) >= 0).sort((a, b) => rank(a) - rank(b));
}
