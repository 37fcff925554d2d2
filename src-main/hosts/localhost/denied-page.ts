/** Shown to whoever comes without the secret; says nothing about what is behind it. */
export const deniedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Portrait</title>
<script src="/renew.js" defer></script>
<p>Open Portrait with the address printed where it was started. Each address works once.</p>
<p lang="zh-CN">请使用启动 Portrait 时打印的地址打开。每个地址只能使用一次。</p>
</html>
`;
