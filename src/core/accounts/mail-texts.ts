import type { User } from '../workspaces/workspace.ts';
import type { Mail } from './mailer.ts';
import type { Language } from './preferences.ts';

interface ResetWords {
  readonly subject: string;
  /** @param hours for which the link works */
  lines(name: string, url: string, hours: number): readonly string[];
}

const resetWords: Readonly<Record<Language, ResetWords>> = {
  en: {
    subject: 'Set a new password',
    lines: (name, url, hours) => [
      `Hello ${name},`,
      '',
      'open this link to set a new password for Quietzone:',
      '',
      url,
      '',
      `It works once, and for ${hours === 1 ? 'one hour' : `${hours} hours`}. Did you not ask for it? Then do nothing: your password stays as it is.`,
    ],
  },
  de: {
    subject: 'Neues Passwort setzen',
    lines: (name, url, hours) => [
      `Hallo ${name},`,
      '',
      'öffne diesen Link, um ein neues Passwort für Quietzone zu setzen:',
      '',
      url,
      '',
      `Er gilt einmal und ${hours === 1 ? 'eine Stunde' : `${hours} Stunden`} lang. Du hast ihn nicht angefordert? Dann tu nichts: Dein Passwort bleibt, wie es ist.`,
    ],
  },
  ar: {
    subject: 'تعيين كلمة مرور جديدة',
    lines: (name, url, hours) => [
      `مرحبًا ${name}،`,
      '',
      'افتح هذا الرابط لتعيين كلمة مرور جديدة في Quietzone:',
      '',
      url,
      '',
      `يعمل الرابط مرة واحدة ${hours === 1 ? 'ولمدة ساعة واحدة' : `ولمدة ${hours} ساعة`}. إذا لم تطلبه فلا تفعل شيئًا: كلمة مرورك تبقى كما هي.`,
    ],
  },
};

/** In the user's language, else in English. */
export function renderResetMail(user: User, url: string, hours: number): Mail {
  const { subject, lines } = resetWords[user.language ?? 'en'];
  // A name is somebody's own text: it must not be able to add lines of its own to a mail.
  const name = user.name.replace(/\s+/g, ' ');
  return { to: user.email, subject, text: `${lines(name, url, hours).join('\n')}\n` };
}
