import { App, Fn, Stack } from 'aws-cdk-lib';
import { AccountSetting } from '../../lib';
import { makeUnlessOmitted, omittedProblems } from '../../lib/account/setting-omission';

const { AMI_SHARING_BLOCK, PASSWORD_POLICY, SERIAL_CONSOLE_BLOCK } = AccountSetting;
const AMONG = [AMI_SHARING_BLOCK, SERIAL_CONSOLE_BLOCK];

describe('what is left out', () => {
  it('has a reason that may come with the deployment', () => {
    expect(omittedProblems([{ setting: AMI_SHARING_BLOCK, reason: Fn.importValue('reason') }], AMONG)).toEqual([]);
    expect(omittedProblems(undefined, AMONG)).toEqual([]);
  });

  it('is told all that is wrong with it, at its place in the list', () => {
    const wrong = [{ setting: SERIAL_CONSOLE_BLOCK, reason: 'x' }, { setting: PASSWORD_POLICY, reason: 'x' }, { setting: PASSWORD_POLICY, reason: undefined as never }];
    expect(omittedProblems(wrong, AMONG).map(({ prop, got, allowed }) => [prop, got, allowed])).toEqual([
      ['omitted[1].setting', 'password-policy', 'one of ami-sharing-block, serial-console-block'],
      ['omitted[2].setting', 'password-policy', 'one of ami-sharing-block, serial-console-block'],
      ['omitted[2].setting', 'password-policy', 'each setting once'],
      ['omitted[2].reason', undefined, 'a reason'],
    ]);
  });

  it('is not made, and is warned of alone; the rest is made in the order it stands in', () => {
    const stack = new Stack(new App(), 'Test');
    const made: string[] = [];
    makeUnlessOmitted(stack, [{ setting: AMI_SHARING_BLOCK, reason: 'the golden images are public' }], {
      [SERIAL_CONSOLE_BLOCK]: () => made.push('console'), [AMI_SHARING_BLOCK]: () => made.push('images'), [PASSWORD_POLICY]: () => made.push('passwords'),
    });
    expect(made).toEqual(['console', 'passwords']);
    expect(stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as string))
      .toEqual([expect.stringMatching(/ami-sharing-block is left out: the golden images are public.*cdk-secure-baseline:ami-sharing-block-omitted/)]);
  });
});
