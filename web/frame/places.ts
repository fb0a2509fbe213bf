import {
  IconBraces,
  IconChartLine,
  IconHome,
  IconQrcode,
  IconServer2,
  IconSettings,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Permission, WireMembership, WireUser } from '../../src/http/dashboard/wire-people.ts';

/** Everywhere one can go: the rail, the bar, the palette and the shortcuts are made of this table. */
export interface Place {
  readonly key:
    | 'overview'
    | 'codes'
    | 'print'
    | 'statistics'
    | 'reports'
    | 'brand'
    | 'organise'
    | 'keys'
    | 'console'
    | 'reference'
    | 'workspace'
    | 'members'
    | 'plan'
    | 'audit'
    | 'profile'
    | 'security'
    | 'sessions'
    | 'users'
    | 'workspaces'
    | 'blocked'
    | 'suspended'
    | 'health'
    | 'instanceKeys';
  /** Below `/app`; `$workspace` stands for the slug. Of `reference`, below the server. */
  readonly to: string;
  /** Who is allowed to see it, where not everybody is. */
  readonly needs?: Permission;
  /** After `g`. */
  readonly letter?: string;
}

export interface Section {
  readonly key:
    | 'overviewSection'
    | 'codesSection'
    | 'statisticsSection'
    | 'apiSection'
    | 'settingsSection'
    | 'accountSection'
    | 'instanceSection';
  readonly icon: TablerIcon;
  /** Addresses of the section begin so. */
  readonly under: string;
  readonly places: readonly Place[];
}

const workspaceSections: readonly Section[] = [
  {
    key: 'overviewSection',
    icon: IconHome,
    under: '/w/$workspace/overview',
    places: [{ key: 'overview', to: '/w/$workspace/overview', letter: 'o' }],
  },
  {
    key: 'codesSection',
    icon: IconQrcode,
    under: '/w/$workspace/codes',
    places: [
      { key: 'codes', to: '/w/$workspace/codes', letter: 'c' },
      { key: 'organise', to: '/w/$workspace/codes/organise', letter: 'f' },
      { key: 'print', to: '/w/$workspace/codes/print' },
    ],
  },
  {
    key: 'statisticsSection',
    icon: IconChartLine,
    under: '/w/$workspace/statistics',
    places: [
      { key: 'statistics', to: '/w/$workspace/statistics', letter: 't' },
      { key: 'reports', to: '/w/$workspace/statistics/reports' },
    ],
  },
  {
    key: 'apiSection',
    icon: IconBraces,
    under: '/w/$workspace/api',
    places: [
      { key: 'keys', to: '/w/$workspace/api/keys', needs: 'keys:own', letter: 'k' },
      { key: 'console', to: '/w/$workspace/api/console', needs: 'keys:own', letter: 'l' },
      { key: 'reference', to: '/api/docs' },
    ],
  },
  {
    key: 'settingsSection',
    icon: IconSettings,
    under: '/w/$workspace/settings',
    places: [
      { key: 'workspace', to: '/w/$workspace/settings/workspace', letter: 's' },
      { key: 'members', to: '/w/$workspace/settings/members', needs: 'members:read', letter: 'm' },
      { key: 'plan', to: '/w/$workspace/settings/plan', letter: 'p' },
      { key: 'brand', to: '/w/$workspace/settings/brand', letter: 'b' },
      { key: 'audit', to: '/w/$workspace/settings/audit', needs: 'audit:read', letter: 'u' },
    ],
  },
];

const accountSection: Section = {
  key: 'accountSection',
  icon: IconUser,
  under: '/account',
  places: [
    { key: 'profile', to: '/account/profile', letter: 'a' },
    { key: 'security', to: '/account/security' },
    { key: 'sessions', to: '/account/sessions' },
  ],
};

const instanceSection: Section = {
  key: 'instanceSection',
  icon: IconServer2,
  under: '/instance',
  places: [
    { key: 'users', to: '/instance/users' },
    { key: 'workspaces', to: '/instance/workspaces' },
    { key: 'blocked', to: '/instance/blocked' },
    { key: 'suspended', to: '/instance/suspended' },
    { key: 'health', to: '/instance/health', letter: 'h' },
    { key: 'instanceKeys', to: '/instance/keys' },
  ],
};

/** What somebody sees, with the slug of their workspace in the addresses. */
export function sectionsFor(user: WireUser, membership: WireMembership | undefined): readonly Section[] {
  const inWorkspace = membership
    ? workspaceSections.map((section) => withWorkspace(section, membership))
    : [];
  return [...inWorkspace, accountSection, ...(user.isOperator ? [instanceSection] : [])].filter(
    ({ places }) => places.length > 0,
  );
}

function withWorkspace(section: Section, { workspace, permissions }: WireMembership): Section {
  const fill = (path: string) => path.replace('$workspace', workspace.slug);
  return {
    ...section,
    under: fill(section.under),
    places: section.places
      .filter(({ needs }) => needs === undefined || permissions.includes(needs))
      .map((place) => ({ ...place, to: fill(place.to) })),
  };
}

/** The reference is a page of its own, beside the app. */
export function isOutside(place: Place): boolean {
  return place.key === 'reference';
}

/** The section that an address belongs to. */
export function sectionOf(sections: readonly Section[], path: string): Section | undefined {
  return sections.find(({ under }) => path === under || path.startsWith(`${under}/`));
}

/** The place whose address is the longest that the given one begins with. */
export function placeOf(section: Section, path: string): Place | undefined {
  return section.places
    .filter(({ to }) => path === to || path.startsWith(`${to}/`))
    .toSorted((one, other) => other.to.length - one.to.length)[0];
}
