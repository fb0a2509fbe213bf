import type { ContentType } from '../../core/content/types.ts';
import type { Hosted, View } from '../view.ts';
import { renderContact, renderEmail, renderPhone, renderSms, renderWhatsapp } from './contact.ts';
import {
  renderApp,
  renderLandingPage,
  renderMap,
  renderMultilink,
  renderSocial,
  renderUrl,
  renderWifi,
} from './links.ts';
import { renderFile, renderImages, renderMp3, renderPlaylist, renderVideo } from './media.ts';
import { renderCoupon, renderMenu, renderProduct } from './offers.ts';
import { renderBusiness, renderEvent, renderFeedback } from './venue.ts';

const pages: Readonly<Record<ContentType, (view: View) => Hosted>> = {
  url: renderUrl,
  phone: renderPhone,
  sms: renderSms,
  whatsapp: renderWhatsapp,
  email: renderEmail,
  map: renderMap,
  wifi: renderWifi,
  vcard: renderContact,
  vcard_plus: renderContact,
  event: renderEvent,
  app: renderApp,
  social: renderSocial,
  multilink: renderMultilink,
  landing_page: renderLandingPage,
  business: renderBusiness,
  menu: renderMenu,
  product: renderProduct,
  coupon: renderCoupon,
  feedback: renderFeedback,
  file: renderFile,
  images: renderImages,
  video: renderVideo,
  mp3: renderMp3,
  playlist: renderPlaylist,
};

export function renderHosted(view: View): Hosted {
  return pages[view.page.type](view);
}
