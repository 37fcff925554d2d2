import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps purchases from being foretold within a session. */
export const intentErrors = {
  intent_no_kind: {
    sentence: '没有列说明事件的种类，因此无法得知哪些事件是购买。',
    next: '请在单元格的表单中选择事件种类列。',
  },
  intent_no_session: {
    sentence: '无法得知哪些事件属于同一会话：既没有会话列，也没有同时具备用户列和时间列。',
    next: '请选择会话列，或选择用户列和时间列，以停顿时间划分会话。',
  },
  intent_no_purchase: {
    sentence: '没有任何事件种类表示购买。现有种类：{kinds}。',
    next: '请在单元格的表单中选择表示购买的种类。',
  },
  intent_too_few: {
    sentence:
      '在结束之前有其他事件的 {sessions} 个会话中，有 {purchases} 个以购买结束；每个部分至少需要 {fewest} 个有购买和 {fewest} 个没有购买的会话。',
    next: '请取更长的时间段，或选择其他种类作为购买。',
  },
} satisfies Record<string, ErrorText>;
