import { App, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { warn } from '../../lib/private/warn';

describe('warn', () => {
  it('says what is loose, under an id that starts with the name of the library', () => {
    const stack = new Stack(new App(), 'Test');
    warn(stack, 'door-open', 'the door is open');
    Annotations.fromStack(stack).hasWarning('/Test', 'the door is open [ack: cdk-secure-baseline:door-open]');
  });
});
