import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Head and body, decoded as far as quoted-printable and base64 bodies go. */
  readonly text: string;
}

export interface MailServer {
  readonly url: string;
  readonly mails: ReceivedMail[];
}

/** A mail server (RFC 5321) that takes everything and delivers nothing; it goes with the test. */
export async function openMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = createServer((socket) => converse(socket, (mail) => mails.push(mail)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise((done) => server.close(() => done())));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails };
}

function converse(socket: Socket, take: (mail: ReceivedMail) => void): void {
  let rest = '';
  let to: string[] = [];
  let isData = false;
  socket.on('error', () => socket.destroy());
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      const end = rest.indexOf(isData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const text = rest.slice(0, end);
      rest = rest.slice(end + (isData ? 5 : 2));
      if (isData) {
        take({ to, text: decode(text) });
        to = [];
      } else if (/^RCPT TO:/i.test(text)) to.push(/<(.*)>/.exec(text)?.[1] ?? '');
      isData = !isData && /^DATA$/i.test(text);
      if (/^QUIT$/i.test(text)) socket.end('221 bye\r\n');
      else socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
    }
  });
}

function decode(mail: string): string {
  const [head = '', ...parts] = mail.split('\r\n\r\n');
  const body = parts.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head))
    return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
  const plain = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(plain, 'latin1').toString('utf8')}`;
}
