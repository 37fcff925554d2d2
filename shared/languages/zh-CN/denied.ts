import type { DeniedTexts } from '../en/denied.ts';

export const denied: DeniedTexts = {
  open: '请使用启动 Portrait 时打印的地址打开。每个地址只能使用一次。',
};
