import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { findByAddress, findPasswordHash } from '../../../core/accounts/accounts.ts';
import type { Core } from '../../../core/core.ts';

/**
 * What the library has no call for. The sign-in takes the path of one that two factors watch over: it asks for the
 * second where the user has one.
 */
export function ownEndpoints(core: Core) {
  return {
    id: 'quietzone',
    endpoints: {
      signInWithPassword: signInWithPassword(core),
      startSession: createAuthEndpoint(
        '/quietzone/start-session',
        { method: 'POST', body: z.object({ userId: z.string() }), requireHeaders: true },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
          if (!user) throw new APIError('UNAUTHORIZED');
          const session = await ctx.context.internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return { sessionId: session.id };
        },
      ),
      /** Whose second factor is waited for, by the cookie of the first. */
      findChallenged: createAuthEndpoint(
        '/quietzone/challenged',
        { method: 'POST', requireHeaders: true },
        async (ctx) => {
          const { name } = ctx.context.createAuthCookie('two_factor');
          const identifier = await ctx.getSignedCookie(name, ctx.context.secret);
          if (!identifier) return { userId: null };
          const found = await ctx.context.internalAdapter.findVerificationValue(identifier);
          return { userId: found?.value ?? null };
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** An unknown address costs as much time as a wrong password, and gets the same answer. */
function signInWithPassword(core: Core) {
  return createAuthEndpoint(
    '/sign-in/username',
    {
      method: 'POST',
      body: z.object({ email: z.string(), password: z.string() }),
      requireHeaders: true,
    },
    async (ctx) => {
      const { email, password } = ctx.body;
      const user = await findByAddress(core, email);
      const hash = user && (await findPasswordHash(core, user.id));
      if (!user || !hash) await core.passwords.hash(password);
      const isRight = user && hash !== undefined && (await core.passwords.verify(hash, password));
      if (!isRight || user.disabledAt !== null) throw new APIError('UNAUTHORIZED');
      const found = await ctx.context.internalAdapter.findUserById(user.id);
      if (!found) throw new APIError('UNAUTHORIZED');
      const session = await ctx.context.internalAdapter.createSession(user.id);
      await setSessionCookie(ctx, { session, user: found });
      return { userId: user.id };
    },
  );
}
