import nodemailer from 'nodemailer';
import type { Mailer } from '../core/accounts/mailer.ts';
import { version } from './package-info.ts';

/** Milliseconds. */
const connectMs = 10_000;
const silenceMs = 20_000;

/**
 * Sends by a mail server of the operator's, one connection a mail.
 * @param url `smtp://user:password@host:587` (STARTTLS where the server has it) or `smtps://` (TLS from the start)
 */
export function createSmtpMailer(url: string, from: string): Mailer {
  const patience = { connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: silenceMs };
  const transport = nodemailer.createTransport(
    { url, ...patience, disableFileAccess: true, disableUrlAccess: true },
    { from },
  );
  return {
    async send({ to, subject, text }) {
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Mailer': `Quietzone ${version}` };
      // As an object an address is one address, whatever signs are in it.
      await transport.sendMail({ to: { name: '', address: to }, subject, text, headers });
    },
  };
}
