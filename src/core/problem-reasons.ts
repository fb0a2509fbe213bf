/**
 * What can be wrong with what a person fills in, as a word that programs can tell apart. The sentences are English and
 * are written where the rule is; surfaces for people say them in the reader's language, by the reason and what was
 * given with it. A test looks for sentences that are missing here, and for reasons that a language has no words for.
 */
export const fieldReasons = {
  required: 'is required',
  requiredUrl: 'is required: an absolute http(s) URL',
  requiredOrContent: 'is required, or content in its place',
  requiredOrOpen: 'is required, or the encryption nopass',
  requiredWithHours: 'is required where there are hours',
  empty: 'must not be empty',
  emptyUrl: 'must not be empty: send an absolute http(s) URL',
  short: 'must have at least {min} characters',
  long: 'must have at most {max} characters',
  longText: 'must be at most {max} characters',
  length: 'use {min} to {max} characters',
  lengthOf: 'must have {min} to {max} characters',
  octets: 'must be at most {max} bytes of UTF-8',
  bytes: 'must have at most {max} bytes in UTF-8: no QR code holds more',
  few: 'must have at least {min} entries',
  many: 'must have at most {max} entries',
  tags: 'use at most {max} tags',
  ids: 'use at most {max} ids',
  changes: 'use at most {max} changes',
  least: 'must be at least {min}',
  most: 'must be at most {max}',
  orMore: 'must be {min} or more',
  between: 'must be a whole number from {min} to {max}',
  millimetres: 'must be a number of millimetres from {min} to {max}',
  whole: 'must be a whole number',
  number: 'must be a number',
  text: 'must be a string',
  yesNo: 'must be a boolean',
  list: 'must be an array',
  object: 'must be an object',
  choice: 'must be one of {choices}',
  noField: '{name} is not a field of this type: leave it out',
  line: 'must be one line',
  lineClean: 'must be one line without control characters',
  control: 'must not hold control characters other than line breaks and tabs',
  controlUrl: 'must not hold control characters such as tabs or line breaks',
  unicode: 'must be well-formed Unicode text',
  space: 'must not begin or end with a space',
  url: 'must be an absolute URL that begins with http:// or https://',
  urlUser: 'must not hold a user name or password',
  urlBroken: 'is not a URL that browsers can open: check the host and the port',
  urlOwn: 'must not lead to a short link of this server: send its target',
  urlBlocked:
    'leads to {host}, which the operator of this server has blocked: choose another destination, or ask the operator',
  email: 'must be one e-mail address such as name@example.com',
  address: 'use an address such as name@example.com',
  phone: 'must be a telephone number such as +43 660 1234567',
  phoneAbroad: 'must be a telephone number with its country code, such as +43 660 1234567',
  contactKind: 'must be a word such as work, home or cell',
  contactName: 'send first_name or last_name',
  currency: 'must be three capital letters such as EUR',
  date: 'must be a date such as 2026-05-01 or a time such as 2026-05-01T18:30:00+02:00',
  moment: 'must be a time such as 2026-05-01T18:30:00Z',
  time: 'must be a time such as 09:30',
  clock: 'must have a time of day, or all_day be true',
  eventOrder: 'must not be before starts_at, and both with an offset or both without',
  couponOrder: 'must not be before valid_from, and both with an offset or both without',
  zone: 'must be an IANA time zone such as Europe/Vienna',
  zoneName: 'use the name of a time zone (IANA) such as Europe/Berlin',
  years: 'must be a time of the years 1970 to 9999',
  future: 'must be in the future',
  gtin: 'must be a GTIN of 8, 12, 13 or 14 digits',
  checkDigit: 'must end in the right check digit: compare it with the product',
  captions: 'must not have more entries than media',
  part: 'send heading, text, image or button',
  stores: 'send ios_url, android_url, huawei_url or fallback_url',
  coordinates: 'send latitude and longitude together',
  placeOnce: 'send either query, or latitude and longitude',
  mediaOnce: 'send either media or url',
  openNetwork: 'must be left out where the encryption is nopass',
  targetOnce: 'does not lead where content does: send one of the two',
  tooLittle: 'says too little for type {type}: send content',
  otherType: 'is not one of type {type}',
  noContent: 'is not for type {type}: send destination',
  slug: 'use {min} to {max} letters, digits, - and _',
  slugOfLine: 'is that of line {line} already: choose another',
  folder: 'is no folder of this workspace',
  folderOfRow: 'is no folder of this workspace: make it first, or leave this empty',
  tagsOfCode: '"{name}" has {max} tags already: take one away first',
  tooManyFound: 'finds {count} codes; {max} can be changed at once: narrow it',
  tagOnTooMany:
    'is on {count} codes; {max} can be changed at once: take it off some first, such as those of one folder',
  undoMade: '"{name}" was made then: move it to the trash instead',
  undoNothing: 'nothing of "{name}" that can be undone was changed then',
  colour: 'must be a colour of 3 or 6 hexadecimal digits, such as #1a2b3c',
  colourOrNone: 'must be a colour of 3 or 6 hexadecimal digits, such as #1a2b3c, or transparent',
  colourTwice: 'must hold each colour once',
  stops: 'must be in the order of their offsets',
  logoId: 'must be the id of an uploaded logo',
  logoGone: 'this workspace has no logo with this id',
  faint: 'is too like the background for a scanner to tell them apart',
  faintGround: 'is too like what lies on it for a scanner to tell them apart',
  faintWords: 'is too like the colour of the frame to be read',
  wide: 'would be more than {max} px wide: ask for less, for a drawing (svg, pdf, eps), or with a key',
  paper: 'is made for {grid}, not for {paper}',
  paperSize: 'is needed for custom paper',
  pageSize: 'must be {min} to {max} mm',
  labelsOnPage: 'more than {max} labels on a page',
  labelSize: 'a label would be {size} mm; it must be at least {min} mm',
  labelsNeed: '{count} labels need {used} mm, the page has {page} mm',
  labelsOver: 'the labels would reach over the edge of the page ({page} mm)',
  labelsUsed: 'must be less than the {count} labels of the page',
  sheetFull: 'a sheet has at most {labels} labels: {max} codes here',
  noCode: 'there is no such code',
  noSuchCode: 'there is no code with this id or slug',
  trashed: 'codes in the trash have no pictures: restore them first',
  csvEmpty: 'has no rows below its first line',
  csvLong: 'has more than {max} rows: cut it into several files',
  csvField: 'is no field of the chosen type',
  csvColumn: 'is no column of the file',
  csvChanged: 'rows became wrong while they were saved',
  csvLine: 'has a line of more than {max} characters',
  csvBroken: 'cannot be read: {why}',
  fileEmpty: 'is empty',
  fileLarge: 'is larger than {max} MB: save it smaller',
  fileKind: 'is {kind}: send a PNG, JPEG, WebP or SVG',
  fileMoves: 'is an animated {kind}: send a picture that stands still',
  filePixels:
    'says that it has {width} × {height} px; send at most 4 megapixels, such as 2000 × 2000 px, and no side above {max} px',
  fileBroken: 'cannot be decoded: export it again',
  fileDamaged: 'is a damaged {kind} ({why}): export it again',
  fileCut: 'is a {kind} that ends early: send the whole file',
  fileMore: 'is a {kind} with other data behind its end: export it again',
  fileJpeg: 'is a JPEG of an uncommon kind: {why}',
  fileSvg: 'is an SVG {why}',
  fileSvgForm: 'is not well-formed SVG: export it again',
  fileSvgPlain: 'is no plain SVG: {why}',
  fileSvgNone: 'holds no SVG picture',
  fileHeavy: 'takes far too much memory to draw: simplify it or send a small PNG',
  fileSlow: 'takes more than {max} s to draw: simplify it or send a small PNG',
  jsonObject: 'must be a JSON object',
  json: 'must be JSON',
  host: 'send a host such as example.com, without a path or a port; it stands for all below it',
  workspaceSlug: 'there is no workspace with this slug',
  keyMember: 'a qr-track key acts as a member: give the address of one',
  keyNobody: 'nobody with this address is a member of the workspace',
  keyGone: 'this key no longer works: choose another',
  keyPrefix: 'a {dialect} key begins with {prefix} and has no spaces',
  keyLength: 'a key has at least {min} characters after its prefix, and at most {max} in all',
  keyUser: 'a qr-track key acts as a user',
  passwordAgain: 'give your password to confirm this',
  passwordNotYours: 'this is not your password',
  signInAgain: 'sign in again to confirm this',
  passwordEmail: 'use something else than the e-mail address',
  passwordPlain: 'use more than one or two different characters',
  wrong: 'is wrong',
  codeWrong: 'this code is wrong: try the next one',
  passkeyUnchecked: 'this passkey could not be checked: begin again',
  consolePath: 'begin with /api/v1/ or /api.php',
  consoleDialect: 'this key is for {path}: choose one for the other API',
  consoleBody: '{method} takes none',
  confirmDelete: 'type {slug} to delete the workspace for ever',
  invitationsWaiting: '{max} invitations are waiting already: withdraw some first',
} as const;

/** What stands in the way as a whole, where the code of the error alone does not say it. */
export const wholeReasons = {
  slugTaken: 'This slug is taken. Try another.',
  slugTakenTry: 'This slug is taken. Try {slug}.',
  signUpClosed: 'Sign-up is closed here. Ask somebody on the inside for an invitation.',
  userExists: 'There is a user with the address {email} already.',
  userExistsAlready: 'A user with the address {email} exists already.',
  memberAlready: '{email} is a member of this workspace already.',
  memberListed: '{email} is a member already. Change their role in the list of members.',
  youAreMember: 'You are a member of {name} already, as {email}.',
  linkDead: 'This link does not work any more: it was used, replaced, or has expired. Ask for a new one.',
  invitationDead:
    'This invitation was used, withdrawn or is older than {days} days. Ask whoever sent it for another.',
  reportDead: 'This report was withdrawn or has expired. Ask whoever sent you the link for another.',
  lastOperator: 'This is the last operator. Make somebody else one first.',
  lastOwner:
    'This is the last owner of the workspace. Make somebody else an owner first, or delete the workspace.',
  operatorsOnly: 'This is for operators of the instance.',
  hostListed: '{host} is on the list already.',
  suspendedAlready: '{slug} is suspended already: {why}',
  notTrashed: '"{name}" is not in the trash. Move it there first, then delete it.',
  undoDeleted: 'A code of this change was deleted for ever: it cannot be undone.',
  undoFolder: 'The folder that "{name}" was in has been deleted: move it to another one.',
  undoLogo: 'The logo of the earlier design of "{name}" has been deleted: upload it again, then undo.',
  undoNewer: 'The {field} of "{name}" was changed again since: undo the newer change first.',
  changing: 'Others are changing this code as well: try again.',
  underWay: 'Too much of this is under way already. Try again in a moment.',
  takenOver:
    'Another request with this Idempotency-Key has taken over from this one, which took too long. Send it again.',
  proofFailed: 'The design failed its proof ({score} of 100) and was not saved.',
  proofFailedFor: 'The design failed its proof ({score} of 100) and was not saved. {why}',
  logosFull: 'A workspace holds {max} logos: delete one that no code uses.',
  logoDeleting: 'This logo is just being deleted: try again.',
  logoUsedOnce: '1 code uses this logo. Give them another design first.',
  logoUsed: '{count} codes use this logo. Give them another design first.',
  foldersFull: 'A workspace holds {max} folders: delete one, or use tags.',
  folderExists: 'There is a folder "{name}" already. Choose another name.',
  totpOn: 'Signing in takes a code already. Turn that off before you set it up anew.',
  keyExists: 'This key exists already.',
  keysFull: 'A workspace has at most {max} keys. Revoke one that is not used.',
  reportRevoked: 'This report link was revoked. Make a new one.',
  reportsFull: 'A workspace has at most {max} report links that work. Revoke one that nobody needs.',
  workspacesFull:
    'You own {max} workspaces, which is as many as one person can. Delete one, or hand one over.',
  workspaceNames: 'Too many workspaces are named {name}. Choose another name.',
  codesFull:
    'The {plan} plan holds {max} codes. Delete one or change the plan; existing codes go on redirecting.',
  seatsFull:
    'The {plan} plan has room for {max} members, and {workspace} has as many. Change its plan to add more.',
  seatFull:
    'The {plan} plan has room for 1 member, and {workspace} has as many. Change its plan to add more.',
} as const;

export type ProblemReason = keyof typeof fieldReasons | keyof typeof wholeReasons;

export interface ReasonedProblem {
  readonly reason: ProblemReason;
  /** What stands in the sentence in place of `{name}`. */
  readonly given: Readonly<Record<string, string>>;
}

type Entry = readonly [ProblemReason, string];

const entries = [...Object.entries(fieldReasons), ...Object.entries(wholeReasons)] as readonly Entry[];
const plain = new Map(
  entries.filter(([, text]) => !text.includes('{')).map(([reason, text]) => [text, reason]),
);
/** Those with more words of their own first: of two that fit, the one that leaves less open. */
const open = entries
  .filter(([, text]) => text.includes('{'))
  .toSorted(([, a], [, b]) => closedLength(b) - closedLength(a))
  .map(([reason, text]) => [reason, patternOf(text)] as const);

function closedLength(text: string): number {
  return text.replaceAll(/\{\w+\}/g, '').length;
}

function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 's');
}

/** Undefined for what is said to programs alone. @param message as a `FieldProblem` or an `AppError` has it */
export function reasonOf(message: string): ReasonedProblem | undefined {
  const said = message.replace(/, or be left out$/, '');
  const reason = plain.get(said);
  if (reason !== undefined) return { reason, given: {} };
  for (const [named, pattern] of open) {
    const groups = pattern.exec(said)?.groups;
    if (groups !== undefined) return { reason: named, given: { ...groups } };
  }
  return undefined;
}
