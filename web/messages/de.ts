import account from './de/account.json';
import api from './de/api.json';
import codes from './de/codes.json';
import design from './de/design.json';
import frame from './de/frame.json';
import imports from './de/imports.json';
import instance from './de/instance.json';
import overview from './de/overview.json';
import print from './de/print.json';
import reasons from './de/reasons.json';
import report from './de/report.json';
import settings from './de/settings.json';
import stats from './de/stats.json';
import types from './de/types.json';

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
