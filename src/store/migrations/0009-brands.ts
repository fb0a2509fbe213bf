import { columnWords, type Migration } from './migration.ts';

export const brands: Migration = {
  name: 'brands',
  statements(engine) {
    const { text, clustered } = columnWords(engine);
    return [
      // What the codes of a workspace have in common. Colours and design are JSON; without a row nothing was chosen.
      `create table brands (
        workspace_id ${text} primary key, colors ${text} not null, logo_id ${text}, design ${text},
        updated_at bigint not null
      ) ${clustered}`,
    ];
  },
};
