import {
  IconAddressBook,
  IconBrandWhatsapp,
  IconBuildingStore,
  IconCalendarEvent,
  IconDeviceMobile,
  IconFile,
  IconId,
  IconLayoutList,
  IconLink,
  IconMail,
  IconMapPin,
  IconMessage,
  IconMusic,
  IconPackage,
  IconPhone,
  IconPhoto,
  IconPlaylist,
  IconShare,
  IconStar,
  IconTicket,
  IconToolsKitchen2,
  IconVideo,
  IconWifi,
  IconWorld,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ContentType } from '../../src/http/dashboard/wire-codes.ts';

type IconComponent = ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>;

const icons: Readonly<Record<ContentType, IconComponent>> = {
  url: IconLink,
  multilink: IconLayoutList,
  landing_page: IconWorld,
  social: IconShare,
  app: IconDeviceMobile,
  vcard: IconId,
  vcard_plus: IconAddressBook,
  phone: IconPhone,
  sms: IconMessage,
  whatsapp: IconBrandWhatsapp,
  email: IconMail,
  business: IconBuildingStore,
  map: IconMapPin,
  event: IconCalendarEvent,
  wifi: IconWifi,
  menu: IconToolsKitchen2,
  product: IconPackage,
  coupon: IconTicket,
  feedback: IconStar,
  file: IconFile,
  images: IconPhoto,
  video: IconVideo,
  mp3: IconMusic,
  playlist: IconPlaylist,
};

export function TypeIcon({ type, size = 20 }: { readonly type: ContentType; readonly size?: number }) {
  const Icon = icons[type];
  return <Icon size={size} aria-hidden="true" />;
}
