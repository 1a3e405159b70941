import { Construct } from 'constructs';
import { AlertChannels } from '../logging/alert-channels';
import { FindingRouter, FindingRouterOptions } from './finding-router';
import { FindingSource } from './finding-source';

/** What is found out rarely: in a stack of its own, since the rules of all sources together do not fit into one template. */
const NOTICES = [FindingSource.ACCESS_ANALYZER, FindingSource.HEALTH, FindingSource.TRUSTED_ADVISOR];

/** Brings findings to channels by severity, in stacks of its own. */
export function placeFindingChannels(stack: (id: string) => Construct, channels: AlertChannels, props: FindingRouterOptions): void {
  const sources = props.findingSources ?? Object.values(FindingSource);
  const parts = {
    Findings: sources.filter((source) => !NOTICES.includes(source)), Notices: sources.filter((source) => NOTICES.includes(source)),
  };
  for (const [id, findingSources] of Object.entries(parts)) {
    if (findingSources.length > 0) {
      new FindingRouter(stack(id), 'Router', { channels, minimumSeverity: props.minimumSeverity, findingSources });
    }
  }
}
