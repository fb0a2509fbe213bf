import account from './ar/account.json';
import api from './ar/api.json';
import codes from './ar/codes.json';
import design from './ar/design.json';
import frame from './ar/frame.json';
import imports from './ar/imports.json';
import instance from './ar/instance.json';
import overview from './ar/overview.json';
import print from './ar/print.json';
import reasons from './ar/reasons.json';
import report from './ar/report.json';
import settings from './ar/settings.json';
import stats from './ar/stats.json';
import types from './ar/types.json';

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
