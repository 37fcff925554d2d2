import { createServer } from 'node:http';

// The least a server in Node can be: reads JSON, answers JSON, and knows no model.
const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const { rows } = JSON.parse(Buffer.concat(parts).toString());
  const text = JSON.stringify({ rows: rows.length });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response.writeHead(200, headers);
  response.end(text);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
