/** What mails to an address are counted by. What stands behind a plus is in most places the same inbox. */
export function inboxOf(email: string): string {
  return email
    .trim()
    .toLowerCase()
    .slice(0, 254)
    .replace(/\+[^@]*/, '');
}
