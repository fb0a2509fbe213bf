import { toast } from '../parts/toasts.tsx';

/** To the clipboard; `said` is shown once it is there, `refused` where the browser does not allow it. */
export async function copyText(text: string, said: string, refused: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: said });
  } catch {
    toast({ text: refused, tone: 'problem' });
  }
}
