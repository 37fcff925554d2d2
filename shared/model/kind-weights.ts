/** What kinds of events are worth beside one another, told by their names; the first that fits counts. */
const worth: readonly [like: RegExp, weight: number][] = [
  // Shown, or taken back: says nothing for the item.
  [
    /impression|exposure|expose|\bshow|unlike|dislike|remove|return|refund|cancel|曝光|展示|退|取消|踩/,
    0,
  ],
  [/cart|basket|\badd|reserve|book(ed|ing)?\b|加购|购物车|预订|预约/, 3],
  [
    /buy|bought|purchase|order|transaction|\bpay|paid|checkout|conversion|subscribe|购买|下单|支付|付款|成交|订阅/,
    6,
  ],
  [/fav|like|collect|wish|save|share|follow|bookmark|收藏|喜欢|点赞|分享|关注/, 2],
  [/search|query|搜索|查询/, 2],
];

/** Whether a kind tells that something was only shown, looked at or searched for: nobody had it for that. */
export function isOnlyLook(kind: string): boolean {
  return /impression|exposure|expose|\bshow|browse|(?<!re)view|click|look|search|query|visit|\bpv\b|曝光|展示|浏览|点击|搜索|查询|查看/.test(
    kind.toLowerCase(),
  );
}

/**
 * A weight for each kind of event: 1 for a look, 2 for a search or a like, 3 for a basket, 6 for a purchase (clicks,
 * carts and orders stand 1 : 3 : 6 in OTTO's own measure), 0 for what is no sign of interest.
 */
export function kindWeights(values: readonly string[]): { value: string; weight: number }[] {
  return values.map((value) => ({
    value,
    weight: worth.find(([like]) => like.test(value.toLowerCase()))?.[1] ?? 1,
  }));
}
