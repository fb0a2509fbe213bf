/** What the fields of the log are called, in the words of `settings`. */
const words = {
  slug: 'fieldSlug',
  type: 'fieldType',
  name: 'fieldName',
  destination: 'fieldDestination',
  content: 'fieldContent',
  status: 'fieldStatus',
  tags: 'fieldTags',
  folder_id: 'fieldFolder',
  design: 'fieldDesign',
  colors: 'fieldColors',
  logo: 'fieldLogo',
  expires_at: 'fieldExpires',
  expiresAt: 'fieldExpires',
  trashed_at: 'fieldTrashed',
  role: 'fieldRole',
  user: 'fieldUser',
  email: 'fieldEmail',
  plan: 'fieldPlan',
  lockedAt: 'fieldLocked',
  disabledAt: 'fieldDisabled',
  isOperator: 'fieldOperator',
  dialect: 'fieldDialect',
  prefix: 'fieldPrefix',
  readOnly: 'fieldReadOnly',
  width: 'fieldWidth',
  height: 'fieldHeight',
  host: 'fieldHost',
  reason: 'fieldReason',
  passwordLink: 'fieldPasswordLink',
  suspended_at: 'fieldSuspended',
  suspended_reason: 'fieldReason',
  numbersOf: 'fieldNumbersOf',
  days: 'fieldDays',
  hasPassword: 'fieldHasPassword',
  passwordSetAt: 'fieldPasswordSet',
} as const;

/** Undefined for a field that has no words yet: then it is shown as it is. */
export function fieldWords(field: string): (typeof words)[keyof typeof words] | undefined {
  return Object.hasOwn(words, field) ? words[field as keyof typeof words] : undefined;
}

/** Times are UTC ms, in fields that end in `at`. */
export function isTime(field: string): boolean {
  return /(_at|At)$/.test(field);
}
