import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountBaseline, AccountBaselineProps } from '../lib';
import { templateOf } from './support';

/** An account baseline in an app of its own. */
export function baseline(props?: AccountBaselineProps): { app: App; made: AccountBaseline } {
  const app = new App();
  return { app, made: new AccountBaseline(app, 'Baseline', props) };
}

/** The stacks of an app by their names. */
export function stacks(app: App): Record<string, Stack> {
  return Object.fromEntries(app.node.findAll().filter(Stack.isStack).map((stack) => [stack.stackName, stack]));
}

/** The template of a stack by its name. */
export function template(app: App, name: string): Template {
  return templateOf(stacks(app)[name]);
}
