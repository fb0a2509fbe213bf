import account from './en/account.json';
import api from './en/api.json';
import codes from './en/codes.json';
import design from './en/design.json';
import frame from './en/frame.json';
import imports from './en/imports.json';
import instance from './en/instance.json';
import overview from './en/overview.json';
import print from './en/print.json';
import reasons from './en/reasons.json';
import report from './en/report.json';
import settings from './en/settings.json';
import stats from './en/stats.json';
import types from './en/types.json';

export const messages = {
  frame,
  account,
  codes,
  types,
  imports,
  settings,
  api,
  instance,
  design,
  print,
  stats,
  overview,
  report,
  reasons,
};
