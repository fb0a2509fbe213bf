import type { Mail } from '../accounts/mailer.ts';
import type { Language } from '../accounts/preferences.ts';
import type { Invitation } from './invitation.ts';

interface InvitationWords {
  subject(workspace: string): string;
  lines(who: string, workspace: string, url: string, days: number): readonly string[];
}

const words: Readonly<Record<Language, InvitationWords>> = {
  en: {
    subject: (workspace) => `Invitation to ${workspace}`,
    lines: (who, workspace, url, days) => [
      'Hello,',
      '',
      `${who} invites you to the workspace ${workspace} of Quietzone, where its QR codes are made and looked after. Open this link to join:`,
      '',
      url,
      '',
      `It works once, and for ${days} days. You do not know what this is about? Then do nothing.`,
    ],
  },
  de: {
    subject: (workspace) => `Einladung zu ${workspace}`,
    lines: (who, workspace, url, days) => [
      'Hallo,',
      '',
      `${who} lädt Sie in den Arbeitsbereich ${workspace} von Quietzone ein, in dem QR-Codes erstellt und gepflegt werden. Öffnen Sie diesen Link, um beizutreten:`,
      '',
      url,
      '',
      `Er gilt einmal und ${days} Tage lang. Sie wissen nicht, worum es geht? Dann tun Sie nichts.`,
    ],
  },
  ar: {
    subject: (workspace) => `دعوة إلى ${workspace}`,
    lines: (who, workspace, url, days) => [
      'مرحبًا،',
      '',
      `يدعوك ${who} إلى مساحة العمل ${workspace} في Quietzone، حيث تُنشأ رموز QR وتُدار. افتح هذا الرابط للانضمام:`,
      '',
      url,
      '',
      `يعمل الرابط مرة واحدة ولمدة ${days} يومًا. لا تعرف ما المقصود؟ إذن لا تفعل شيئًا.`,
    ],
  },
};

/** Names are somebody's own text: they must not be able to add lines of their own to a mail. */
export function renderInvitationMail(
  { email, invitedByName }: Invitation,
  workspace: string,
  url: string,
  { language, days }: { readonly language: Language | null; readonly days: number },
): Mail {
  const { subject, lines } = words[language ?? 'en'];
  const [who, where] = [invitedByName, workspace].map((name) => name.replace(/\s+/g, ' '));
  const text = `${lines(who ?? '', where ?? '', url, days).join('\n')}\n`;
  return { to: email, subject: subject(where ?? ''), text };
}
