import { AppError } from '../../../core/errors.ts';
import { cookiesOf, passOn } from './answers.ts';
import type { SignOnAuth } from './auth.ts';
import type { AuthParts } from './create.ts';
import { formerSession } from './former-session.ts';
import { createSignOn, type LibraryOptions, type SignOn, type SignOnProvider } from './library.ts';

/** Made with the first sign-in by it, since making it asks the provider for its addresses. */
export function createSignOnAuth(
  options: LibraryOptions,
  provider: SignOnProvider,
  parts: AuthParts,
): SignOnAuth {
  const { library, devices } = parts;
  let made: SignOn | undefined;
  const get = () => {
    made ??= createSignOn(options, provider);
    return made;
  };
  return {
    async begin(c, returnTo, prompt) {
      const { baseUrl } = options.core.settings;
      const body = {
        provider: 'oidc',
        callbackURL: `${baseUrl}${returnTo}`,
        errorCallbackURL: `${baseUrl}/app/sign-in`,
        disableRedirect: true,
        ...(prompt && { additionalParams: { prompt } }),
      };
      try {
        const asked = get().api.signInSocial({ body, headers: c.req.raw.headers, returnHeaders: true });
        const { url } = passOn(c, await asked);
        if (url !== undefined) return url;
      } catch (cause) {
        throw away(cause);
      }
      throw away();
    },
    async finish(c) {
      const endFormer = await formerSession(parts, c);
      const response = await get().handler(c.req.raw);
      const found = await library.api.getSession({ headers: cookiesOf(response.headers) });
      if (found) {
        devices.remember(c, found.user.id, 'password');
        await endFormer();
      }
      return c.newResponse(response.body, response);
    },
  };
}

function away(cause?: unknown): AppError {
  const message = 'The single sign-on does not answer. Try again in a moment, or sign in in another way.';
  return new AppError('unavailable', message, { cause });
}
