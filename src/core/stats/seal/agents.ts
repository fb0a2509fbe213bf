import type { PackStore } from '../port.ts';

/** The last UTC day on which agents were seen, until it is noted in the store. */
export class AgentDays {
  private readonly lastDays = new Map<number, number>();
  private readonly risen = new Set<number>();

  see(agent: number, day: number): void {
    const last = this.lastDays.get(agent);
    if (last !== undefined && last >= day) return;
    this.lastDays.set(agent, day);
    this.risen.add(agent);
  }

  /** Before the packs that were made of the same hits are written: after a death it is done again. */
  async note(store: PackStore): Promise<void> {
    const byDay = Map.groupBy(this.risen, (agent) => this.lastDays.get(agent) ?? 0);
    for (const [day, agents] of byDay) await store.noteAgents(agents, day);
    this.risen.clear();
  }
}
