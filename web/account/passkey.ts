/**
 * Passkeys as the browser has them. What the server asks and what it gets back are WebAuthn's JSON forms, which
 * browsers since 2025 read and write themselves.
 */
interface JsonCredential {
  toJSON(): unknown;
}

interface JsonParser {
  parseRequestOptionsFromJSON?(options: unknown): PublicKeyCredentialRequestOptions;
  parseCreationOptionsFromJSON?(options: unknown): PublicKeyCredentialCreationOptions;
}

function parser(): JsonParser | undefined {
  return typeof PublicKeyCredential === 'undefined'
    ? undefined
    : (PublicKeyCredential as unknown as JsonParser);
}

/** Whether this browser, on this address, has passkeys: they need https or localhost. */
export function hasPasskeys(): boolean {
  return window.isSecureContext && parser()?.parseRequestOptionsFromJSON !== undefined;
}

/** Asks for one; undefined when the reader has changed their mind. */
export async function readPasskey(options: unknown): Promise<unknown> {
  const publicKey = parser()?.parseRequestOptionsFromJSON?.(options);
  return publicKey && jsonOf(() => navigator.credentials.get({ publicKey }));
}

/** Makes one; undefined when the reader has changed their mind. */
export async function makePasskey(options: unknown): Promise<unknown> {
  const publicKey = parser()?.parseCreationOptionsFromJSON?.(options);
  return publicKey && jsonOf(() => navigator.credentials.create({ publicKey }));
}

async function jsonOf(begin: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = (await begin()) as unknown as JsonCredential | null;
    return credential?.toJSON();
  } catch (error) {
    // Closed, or nothing chosen in time: browsers do not say which.
    if (error instanceof DOMException && error.name === 'NotAllowedError') return undefined;
    throw error;
  }
}
