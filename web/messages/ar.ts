import account from './ar/account.json';
import api from './ar/api.json';
import codes from './ar/codes.json';
import frame from './ar/frame.json';
import imports from './ar/imports.json';
import instance from './ar/instance.json';
import settings from './ar/settings.json';
import types from './ar/types.json';

export const messages = { frame, account, codes, types, imports, settings, api, instance };
