import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
}

export interface Provider {
  readonly issuer: string;
  /** What the provider's page does when `person` has signed in there: the address that it sends the browser to. */
  authorize(location: string, person: Person): string;
  /** Who can sign in on its page, where a real browser looks at it. */
  readonly people: Person[];
  /** Requests that came, by path. */
  readonly asked: string[];
}

interface Grant {
  readonly person: Person;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly redirectUri: string;
}

export const client = { id: 'quietzone', secret: 'hush' } as const;

/** A small OpenID Connect provider with the code flow, PKCE and signed ID tokens; it goes with the test. */
export async function openProvider(): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const asked: string[] = [];
  const people: Person[] = [];
  let issuer = '';
  const tokenOf = ({ person, nonce }: Grant) => {
    const at = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: client.id, iat: at, exp: at + 300, nonce, ...person };
    const parts = [{ alg: 'RS256', kid: 'one', typ: 'JWT' }, claims];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const redeem = (form: URLSearchParams, authorization: string) => {
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
    const isClient = authorization === basic || form.get('client_secret') === client.secret;
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || !isClient || challenge !== grant.challenge) return undefined;
    if (form.get('redirect_uri') !== grant.redirectUri) return undefined;
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: tokenOf(grant) };
  };
  const authorize: Provider['authorize'] = (location, person) => {
    const { searchParams } = new URL(location);
    const code = randomUUID();
    const redirectUri = searchParams.get('redirect_uri') ?? '';
    const challenge = searchParams.get('code_challenge');
    grants.set(code, { person, nonce: searchParams.get('nonce'), challenge, redirectUri });
    return backTo(location, { code });
  };
  const renderPage = (location: string) => {
    const link = (href: string, text: string) =>
      `<p><a href="${href.replaceAll('&', '&amp;')}">${text}</a></p>`;
    const links = people.map((person) => link(authorize(location, person), `Sign in as ${person.email}`));
    // RFC 6749, 4.1.2.1.
    return `<h1>Provider</h1>${links.join('')}${link(backTo(location, { error: 'access_denied' }), 'Cancel')}`;
  };
  const server = createServer(async (request, response) => {
    const { href, pathname } = new URL(request.url ?? '', issuer);
    asked.push(pathname);
    if (pathname === '/authorize') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      return void response.end(renderPage(href));
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const form = new URLSearchParams(Buffer.concat(pieces).toString());
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
      }),
      '/jwks': () => ({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      }),
      '/token': () => redeem(form, request.headers.authorization ?? ''),
    };
    const answer = answers[pathname]?.();
    response.writeHead(answer === undefined ? 400 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise((done) => server.close(() => done())));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ issuer, asked, people, authorize },
  };
}

/** The address of whoever asked, with an answer. */
function backTo(location: string, answer: Readonly<Record<string, string>>): string {
  const { searchParams } = new URL(location);
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ ...answer, state: searchParams.get('state') ?? '' }).toString();
  return back.href;
}
