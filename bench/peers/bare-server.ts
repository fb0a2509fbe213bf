/** The least that `node:http` can do: one constant redirect for every request. Takes the port to listen on. */
import { createServer } from 'node:http';

const headers = [
  ...['Location', 'https://www.example.com/menu/summer'],
  ...['Cache-Control', 'no-store', 'Content-Length', '0'],
];
createServer((_req, res) => {
  res.writeHead(302, headers);
  res.end('');
}).listen(Number(process.argv[2]), '127.0.0.1');
