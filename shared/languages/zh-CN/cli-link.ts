import type { Role } from '../../model/role.ts';
import type { CliLinkTexts } from '../en/cli-link.ts';

const chineseRoles: Record<Role, string> = {
  viewer: '查看者',
  analyst: '分析者',
  owner: '所有者',
};

export const link: CliLinkTexts = {
  usage: `npm start -- link [--role viewer|analyst|owner] [--name TEXT] [--hours N] [--workspace FILE]
  生成一个地址，让本机的一个浏览器进入 Portrait 正在提供的工作区（npm start -- --host localhost）。
  --role        viewer：看不到行、单个人，不能导出；analyst：除加密、链接、预算、日志和删除个人之外的一切（默认：viewer）
  --name        在审计日志中的名称
  --hours       可使用一次的时限，最多 720 小时（默认：24）
  --workspace   打开了多个时指定哪一个`,
  made: (role, hours) => `${hours} 小时内可使用一次，角色为${chineseRoles[role]}：`,
  which: (workspaces) => `打开了多个工作区：\n${workspaces}`,
};
