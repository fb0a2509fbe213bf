import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';

/** A call as a program would make it. */
export interface ExampleCall {
  /** Where the server is found: `https://qr.example.com`. */
  readonly origin: string;
  readonly dialect: WireKey['dialect'];
  readonly method: string;
  /** From the first slash, with the query. */
  readonly path: string;
  /** Empty: none is sent. */
  readonly body: string;
  /** Default: a word in its place. */
  readonly key?: string;
}

export const exampleLanguages = ['curl', 'PHP', 'Python', 'JavaScript'] as const;
export type ExampleLanguage = (typeof exampleLanguages)[number];

const placeholders = { qra: 'qrf_live_YOUR_KEY', 'qr-track': 'qrt_YOUR_KEY' } as const;

type Header = readonly [name: string, value: string];

interface Parts {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

const renderers: Readonly<Record<ExampleLanguage, (parts: Parts) => string>> = {
  curl: renderCurl,
  PHP: renderPhp,
  Python: renderPython,
  JavaScript: renderJavaScript,
};

/** The same call, to be pasted into a shell or a program. */
export function renderExample(language: ExampleLanguage, call: ExampleCall): string {
  const key = call.key ?? placeholders[call.dialect];
  const headers: Header[] = [
    call.dialect === 'qra' ? ['Authorization', `Bearer ${key}`] : ['X-Api-Key', key],
    ...(call.body === '' ? [] : [['Content-Type', 'application/json'] as const]),
  ];
  const url = (call.origin + call.path).toWellFormed();
  return renderers[language]({ url, method: call.method, headers, body: call.body.toWellFormed() });
}

function renderCurl({ url, method, headers, body }: Parts): string {
  const usual = body === '' ? 'GET' : 'POST';
  return [
    `curl ${quoteShell(url)}`,
    // Otherwise curl would read brackets and braces as a list of addresses.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(method === usual ? [] : [`-X ${quoteShell(method)}`]),
    ...headers.map(([name, value]) => `-H ${quoteShell(`${name}: ${value}`)}`),
    // `--data` would read a file where the text begins with an @.
    ...(body === '' ? [] : [`--data-raw ${quoteShell(body)}`]),
  ].join(' \\\n  ');
}

function renderPhp({ url, method, headers, body }: Parts): string {
  return [
    '<?php',
    `$curl = curl_init(${quotePhp(url)});`,
    'curl_setopt_array($curl, [',
    `    CURLOPT_CUSTOMREQUEST => ${quotePhp(method)},`,
    '    CURLOPT_HTTPHEADER => [',
    ...headers.map(([name, value]) => `        ${quotePhp(`${name}: ${value}`)},`),
    '    ],',
    ...(body === '' ? [] : [`    CURLOPT_POSTFIELDS => ${quotePhp(body)},`]),
    '    CURLOPT_RETURNTRANSFER => true,',
    ']);',
    '$answer = curl_exec($curl);',
    'echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), "\\n", $answer, "\\n";',
  ].join('\n');
}

function renderPython({ url, method, headers, body }: Parts): string {
  return [
    'import urllib.request',
    '',
    'request = urllib.request.Request(',
    `    ${quoteScript(url)},`,
    `    method=${quoteScript(method)},`,
    '    headers={',
    ...headers.map(([name, value]) => `        ${quoteScript(name)}: ${quoteScript(value)},`),
    '    },',
    ...(body === '' ? [] : [`    data=${quoteScript(body)}.encode(),`]),
    ')',
    'with urllib.request.urlopen(request) as response:',
    '    print(response.status, response.read().decode())',
  ].join('\n');
}

function renderJavaScript({ url, method, headers, body }: Parts): string {
  return [
    `const response = await fetch(${quoteScript(url)}, {`,
    `  method: ${quoteScript(method)},`,
    '  headers: {',
    ...headers.map(([name, value]) => `    ${quoteScript(name)}: ${quoteScript(value)},`),
    '  },',
    ...(body === '' ? [] : [`  body: ${quoteScript(body)},`]),
    '});',
    'console.log(response.status, await response.text());',
  ].join('\n');
}

/** One word of a POSIX shell. No program can be given a NUL, so that there is none. */
export function quoteShell(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}

/** PHP reads only these two behind a backslash within single quotes. */
export function quotePhp(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string for Python and JavaScript alike, on one line. */
export function quoteScript(text: string): string {
  const inner = text.replace(/[\\'\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (one) => {
    const code = one.charCodeAt(0).toString(16);
    return shortEscapes[one] ?? (code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`);
  });
  return `'${inner}'`;
}
