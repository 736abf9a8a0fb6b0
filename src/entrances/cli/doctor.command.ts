import { policyStatus, policyStatusLines, waiverList, waiverLooks } from '../../workbench/index.js';
import { withGovernance } from './engine-context.js';
import { type Answer, aligned } from './terminal.js';

/** Says what this deployment has: registers, policies, sandbox level and log. Opening it has checked all of it. */
export function doctor(globals: { readonly settings: string }): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const policies = await policyStatus(parts);
    const waivers = await waiverList(parts);
    const { registers, levels, log, settings } = parts;
    const counts = {
      policies: registers.policies.rules.length,
      waivers: registers.policies.waivers.length,
      purposes: registers.purposes.size,
      destinations: registers.destinations.size,
      datasets: registers.datasets.size,
      plugins: registers.plugins.size,
      ...(registers.ownRules === null ? {} : { 'own rules': registers.ownRules.rules.length }),
    };
    const probes = levels.probes.map(({ level, held, reason }) => [
      `level ${level}`,
      held ? 'held' : (reason ?? 'did not hold'),
    ]);
    const json = {
      environment: settings.environment,
      counts,
      policies,
      waivers: { endingSoon: waivers.endingSoon, neverUsed: waivers.neverUsed, mostUsed: waivers.mostUsed },
      sandbox: levels,
      log: { size: log.size, health: log.health },
    };
    const text = [
      `environment ${settings.environment}`,
      aligned(Object.entries(counts)),
      ...policyStatusLines(policies),
      ...waiverLooks(waivers).map((line) => `waivers ${line}`),
      `sandbox: plugins run at level ${levels.highest}`,
      aligned(probes),
      `log ${log.origin}: ${log.size} entries, ${log.health.kind}`,
    ].join('\n');
    return { exit: policies.refused.length === 0 ? 0 : 2, json, text };
  });
}
