import type { ErrorText } from '../../../errors/codes.ts';

/** Sentences about the processes Portrait is made of. */
export const engineErrors = {
  port_taken: {
    sentence: '端口 {port} 已被其他程序占用。',
    next: '请用 --port 指定其他端口，或省略以使用任意空闲端口。',
  },
  page_missing: {
    sentence: '页面尚未构建：{folder} 中没有 index.html。',
    next: '请运行 npm run build，然后重新启动。',
  },
  backend_crashed: {
    sentence: '该训练进行时 Portrait 被关闭或意外停止。',
    next: '最后一个检查点之前的内容都已保留。再次运行即可从那里继续。',
  },
  engine_unavailable: {
    sentence: '引擎无法启动：{detail}',
    next: '请再次运行 npm start 修复安装。',
  },
  engine_crashed: {
    sentence: '引擎意外停止（{detail}）。',
    next: '最后一个检查点之前的内容都已保留。可以继续该训练。',
  },
  engine_stalled: {
    sentence: '引擎 {seconds} 秒没有响应，已被停止。',
    next: '最后一个检查点之前的内容都已保留。可以继续该训练。',
  },
  engine_keeps_crashing: {
    sentence: '引擎连续 {times} 次意外停止（{detail}）。',
    next: 'Portrait 会等待 {seconds} 秒后再启动它。请尝试更小的批次或模型。',
  },
  engine_out_of_memory: {
    sentence: '引擎的 {device} 内存不足。',
    next: '请减小批大小或模型，或改用 CPU 继续。',
  },
  engine_device_lost: { sentence: '图形设备已丢失：{detail}', next: '请改用 CPU 继续，或重试。' },
  engine_device_missing: {
    sentence: '没有可用的 {device}：{detail}',
    next: '请选择设备“自动”或“CPU”。',
  },
  engine_capture_random: {
    sentence: '操作 {op} 会把随机数固化到捕获的步骤中。',
    next: '请在图内由步骤种子生成随机数。',
  },
  engine_capture_read: {
    sentence: '捕获步骤时读回了数值（{op}）。',
    next: '请在步骤之后读取数值。',
  },
  engine_capture_shape: {
    sentence: '捕获的步骤在 {name} 处得到形状 {found}，预期 {expected}。',
    next: '请按此形状重新捕获。',
  },
} satisfies Record<string, ErrorText>;
