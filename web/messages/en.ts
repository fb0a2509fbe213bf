import account from './en/account.json';
import api from './en/api.json';
import codes from './en/codes.json';
import frame from './en/frame.json';
import imports from './en/imports.json';
import instance from './en/instance.json';
import settings from './en/settings.json';
import types from './en/types.json';

export const messages = { frame, account, codes, types, imports, settings, api, instance };
