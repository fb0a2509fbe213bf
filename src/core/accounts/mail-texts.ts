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
      'öffnen Sie diesen Link, um ein neues Passwort für Quietzone zu setzen:',
      '',
      url,
      '',
      `Er gilt einmal und ${hours === 1 ? 'eine Stunde' : `${hours} Stunden`} lang. Sie haben ihn nicht angefordert? Dann tun Sie nichts: Ihr Passwort bleibt, wie es ist.`,
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

/** What of somebody's way in has changed. */
export type SecurityEvent =
  | 'password'
  | 'reset'
  | 'email'
  | 'passkeyAdded'
  | 'passkeyDeleted'
  | 'secondFactorOn'
  | 'secondFactorOff'
  | 'recoveryCodes';

interface SecurityWords {
  /** Subject and first sentence of each. @param email the address of the account, as it is now */
  readonly events: Readonly<Record<SecurityEvent, readonly [string, (email: string) => string]>>;
  /** @param url where a new password is asked for */
  notYou(url: string): string;
  /** For where a reset would be sent to the wrong address. */
  readonly notYouAtAll: string;
}

const securityWords: Readonly<Record<Language, SecurityWords>> = {
  en: {
    events: {
      password: [
        'Your password was changed',
        (email) =>
          `The password of your Quietzone account ${email} was changed, and every other device was signed out.`,
      ],
      reset: [
        'Your password was set anew',
        (email) =>
          `The password of your Quietzone account ${email} was set anew by a link. Every device was signed out, and every passkey was deleted.`,
      ],
      email: [
        'Your address was changed',
        (email) => `The address of your Quietzone account was changed. From now on it is ${email}.`,
      ],
      passkeyAdded: [
        'A passkey was added',
        (email) => `A passkey was added to your Quietzone account ${email}. It signs in without a password.`,
      ],
      passkeyDeleted: [
        'A passkey was deleted',
        (email) => `A passkey of your Quietzone account ${email} was deleted. It signs nobody in any more.`,
      ],
      secondFactorOn: [
        'Signing in takes a code now',
        (email) => `Signing in to your Quietzone account ${email} takes a code of an app from now on.`,
      ],
      secondFactorOff: [
        'Signing in takes no code any more',
        (email) =>
          `Signing in to your Quietzone account ${email} takes no code of an app any more: the password is enough.`,
      ],
      recoveryCodes: [
        'Your recovery codes were renewed',
        (email) =>
          `The recovery codes of your Quietzone account ${email} were renewed. Those from before are worth nothing.`,
      ],
    },
    notYou: (url) =>
      `Was it you? Then there is nothing to do. If not, set a new password at once, which ends every session, and tell whoever runs this server: ${url}`,
    notYouAtAll: 'Was it you? Then there is nothing to do. If not, tell whoever runs this server at once.',
  },
  de: {
    events: {
      password: [
        'Ihr Passwort wurde geändert',
        (email) =>
          `Das Passwort Ihres Quietzone-Kontos ${email} wurde geändert, und alle anderen Geräte wurden abgemeldet.`,
      ],
      reset: [
        'Ihr Passwort wurde neu gesetzt',
        (email) =>
          `Das Passwort Ihres Quietzone-Kontos ${email} wurde über einen Link neu gesetzt. Alle Geräte wurden abgemeldet und alle Passkeys gelöscht.`,
      ],
      email: [
        'Ihre Adresse wurde geändert',
        (email) => `Die Adresse Ihres Quietzone-Kontos wurde geändert. Ab jetzt lautet sie ${email}.`,
      ],
      passkeyAdded: [
        'Ein Passkey kam hinzu',
        (email) => `Zu Ihrem Quietzone-Konto ${email} kam ein Passkey hinzu. Er meldet ohne Passwort an.`,
      ],
      passkeyDeleted: [
        'Ein Passkey wurde gelöscht',
        (email) => `Ein Passkey Ihres Quietzone-Kontos ${email} wurde gelöscht. Er meldet niemanden mehr an.`,
      ],
      secondFactorOn: [
        'Die Anmeldung verlangt jetzt einen Code',
        (email) => `Die Anmeldung bei Ihrem Quietzone-Konto ${email} verlangt ab jetzt den Code einer App.`,
      ],
      secondFactorOff: [
        'Die Anmeldung verlangt keinen Code mehr',
        (email) =>
          `Die Anmeldung bei Ihrem Quietzone-Konto ${email} verlangt keinen Code einer App mehr: Das Passwort genügt.`,
      ],
      recoveryCodes: [
        'Ihre Wiederherstellungscodes sind neu',
        (email) =>
          `Die Wiederherstellungscodes Ihres Quietzone-Kontos ${email} wurden erneuert. Die bisherigen gelten nicht mehr.`,
      ],
    },
    notYou: (url) =>
      `Waren Sie das? Dann ist nichts zu tun. Wenn nicht, setzen Sie sofort ein neues Passwort, das alle Sitzungen beendet, und sagen Sie denen Bescheid, die diesen Server betreiben: ${url}`,
    notYouAtAll:
      'Waren Sie das? Dann ist nichts zu tun. Wenn nicht, sagen Sie sofort denen Bescheid, die diesen Server betreiben.',
  },
  ar: {
    events: {
      password: [
        'تم تغيير كلمة مرورك',
        (email) => `تم تغيير كلمة مرور حسابك ${email} في Quietzone، وتم تسجيل الخروج من جميع الأجهزة الأخرى.`,
      ],
      reset: [
        'تم تعيين كلمة مرور جديدة',
        (email) =>
          `تم تعيين كلمة مرور جديدة لحسابك ${email} في Quietzone عبر رابط. تم تسجيل الخروج من جميع الأجهزة وحذف جميع مفاتيح المرور.`,
      ],
      email: [
        'تم تغيير عنوان بريدك',
        (email) =>
          `تم تغيير عنوان البريد الإلكتروني لحسابك في Quietzone. العنوان من الآن فصاعدًا هو ${email}.`,
      ],
      passkeyAdded: [
        'تمت إضافة مفتاح مرور',
        (email) => `تمت إضافة مفتاح مرور إلى حسابك ${email} في Quietzone. يتيح تسجيل الدخول دون كلمة مرور.`,
      ],
      passkeyDeleted: [
        'تم حذف مفتاح مرور',
        (email) => `تم حذف مفتاح مرور من حسابك ${email} في Quietzone. لم يعد صالحًا لتسجيل الدخول.`,
      ],
      secondFactorOn: [
        'تسجيل الدخول يتطلب رمزًا الآن',
        (email) => `تسجيل الدخول إلى حسابك ${email} في Quietzone يتطلب من الآن فصاعدًا رمزًا من تطبيق.`,
      ],
      secondFactorOff: [
        'تسجيل الدخول لم يعد يتطلب رمزًا',
        (email) =>
          `تسجيل الدخول إلى حسابك ${email} في Quietzone لم يعد يتطلب رمزًا من تطبيق: كلمة المرور تكفي.`,
      ],
      recoveryCodes: [
        'تم تجديد رموز الاسترداد',
        (email) => `تم تجديد رموز الاسترداد لحسابك ${email} في Quietzone. لم تعد الرموز السابقة صالحة.`,
      ],
    },
    notYou: (url) =>
      `هل كنت أنت؟ إذن لا داعي لفعل شيء. إن لم تكن أنت فعيّن فورًا كلمة مرور جديدة، فهي تنهي جميع الجلسات، وأبلغ من يدير هذا الخادم: ${url}`,
    notYouAtAll: 'هل كنت أنت؟ إذن لا داعي لفعل شيء. إن لم تكن أنت فأبلغ فورًا من يدير هذا الخادم.',
  },
};

/**
 * In the user's language, else in English. Without a name: it may go to an address that nobody has shown to be theirs,
 * and would carry there whatever somebody wrote into the name.
 */
export function renderSecurityMail(user: User, to: string, event: SecurityEvent, baseUrl: string): Mail {
  const { events, notYou, notYouAtAll } = securityWords[user.language ?? 'en'];
  const [subject, sentence] = events[event];
  const advice = event === 'email' ? notYouAtAll : notYou(`${baseUrl}/app/forgot`);
  return { to, subject, text: `${sentence(user.email)}\n\n${advice}\n` };
}
