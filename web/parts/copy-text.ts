import { toast } from './toasts.tsx';

/** To the clipboard. Browsers give it to https and localhost alone; elsewhere the old way does. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.insetBlockStart = '-100vh';
  // Inside of a dialog, which keeps the focus to itself.
  (document.querySelector('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) throw new Error('The browser does not let this page copy.');
}

/** `said` is shown once it is there, `refused` where the browser does not allow it. */
export async function copyAndSay(text: string, said: string, refused: string): Promise<void> {
  try {
    await copyText(text);
    toast({ text: said });
  } catch {
    toast({ text: refused, tone: 'problem' });
  }
}
