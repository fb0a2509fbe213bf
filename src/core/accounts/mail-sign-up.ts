import type { User } from '../workspaces/workspace.ts';
import type { Mail } from './mailer.ts';
import type { Language } from './preferences.ts';

interface SignUpWords {
  /** Subject and lines for whoever has no account yet. */
  readonly fresh: readonly [subject: string, lines: (url: string) => readonly string[]];
  /** For whoever has one: of what to do, whether they asked or somebody else did. */
  readonly known: readonly [
    subject: string,
    lines: (email: string, signIn: string, forgot: string) => readonly string[],
  ];
}

const signUpWords: Readonly<Record<Language, SignUpWords>> = {
  en: {
    fresh: [
      'Finish your Quietzone account',
      (url) => [
        'Open this link to choose a password and make your Quietzone account:',
        '',
        url,
        '',
        'It works once, and for one hour. Did you not ask for it? Then do nothing: no account is made.',
      ],
    ],
    known: [
      'You have a Quietzone account already',
      (email, signIn, forgot) => [
        `Somebody wanted to make a Quietzone account with ${email}. You have one already.`,
        '',
        `Was it you? Then sign in: ${signIn}`,
        `If you do not know your password, set a new one: ${forgot}`,
        '',
        'Was it somebody else? Then there is nothing to do: your account stays as it is, and they were not told that you have one.',
      ],
    ],
  },
  de: {
    fresh: [
      'Ihr Quietzone-Konto fertigstellen',
      (url) => [
        'Öffnen Sie diesen Link, um ein Passwort zu wählen und Ihr Quietzone-Konto anzulegen:',
        '',
        url,
        '',
        'Er gilt einmal und eine Stunde lang. Sie haben ihn nicht angefordert? Dann ist nichts zu tun: Es wird kein Konto angelegt.',
      ],
    ],
    known: [
      'Sie haben bereits ein Quietzone-Konto',
      (email, signIn, forgot) => [
        `Jemand wollte mit ${email} ein Quietzone-Konto anlegen. Sie haben bereits eines.`,
        '',
        `Waren Sie das? Dann melden Sie sich an: ${signIn}`,
        `Wenn Sie Ihr Passwort nicht mehr wissen, setzen Sie ein neues: ${forgot}`,
        '',
        'War es jemand anderes? Dann ist nichts zu tun: Ihr Konto bleibt, wie es ist, und niemand hat erfahren, dass Sie eines haben.',
      ],
    ],
  },
  ar: {
    fresh: [
      'أكمل إنشاء حسابك في Quietzone',
      (url) => [
        'افتح هذا الرابط لاختيار كلمة مرور وإنشاء حسابك في Quietzone:',
        '',
        url,
        '',
        'يعمل الرابط مرة واحدة ولمدة ساعة واحدة. إذا لم تطلبه فلا تفعل شيئًا: لن يُنشأ أي حساب.',
      ],
    ],
    known: [
      'لديك حساب في Quietzone بالفعل',
      (email, signIn, forgot) => [
        `أراد شخص ما إنشاء حساب في Quietzone بالعنوان ${email}. لديك حساب بالفعل.`,
        '',
        `هل كنت أنت؟ إذن سجّل الدخول: ${signIn}`,
        `إذا كنت لا تعرف كلمة مرورك فعيّن كلمة جديدة: ${forgot}`,
        '',
        'هل كان شخصًا آخر؟ إذن لا داعي لفعل شيء: حسابك يبقى كما هو، ولم يُخبَر أحد بأن لديك حسابًا.',
      ],
    ],
  },
};

export function renderSignUpMail(to: string, url: string, language: Language): Mail {
  const [subject, lines] = signUpWords[language].fresh;
  return { to, subject, text: `${lines(url).join('\n')}\n` };
}

/** In the user's language, else in English: whoever asked may be somebody else. */
export function renderKnownMail(user: User, baseUrl: string): Mail {
  const [subject, lines] = signUpWords[user.language ?? 'en'].known;
  const text = lines(user.email, `${baseUrl}/app/sign-in`, `${baseUrl}/app/forgot`);
  return { to: user.email, subject, text: `${text.join('\n')}\n` };
}
