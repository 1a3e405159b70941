import { CfnParameter, Stack } from 'aws-cdk-lib';
import { AccountAlias } from '../../lib';
import { awsError, State, World } from '../private/custom-resource-world';
import { problemsOf, synthesize } from '../support';
import { declared, livesUpTo, permissions } from './setting-life';

const build = (accountAlias: string) => (stack: Stack) => {
  new AccountAlias(stack, 'Alias', { accountAlias });
};
const setting = declared('AccountAlias', build('ours'));
const operations = (account: { state: unknown }) => ({
  ListAccountAliases: () => ({ AccountAliases: account.state === undefined ? [] : [account.state], IsTruncated: false }),
  CreateAccountAlias: ({ AccountAlias: alias }: State) => {
    if (alias === 'taken') {
      throw awsError('EntityAlreadyExistsException', 'The account alias taken already exists.');
    }
    account.state = alias;
  },
  DeleteAccountAlias: ({ AccountAlias: alias }: State) => {
    if (alias !== account.state) {
      throw awsError('NoSuchEntityException');
    }
    account.state = undefined;
  },
});

describe('AccountAlias', () => {
  livesUpTo({
    setting, operations, fresh: undefined, other: 'another', wanted: 'ours', changed: { setting: declared('AccountAlias', build('newer')), wanted: 'newer' },
    write: 'CreateAccountAlias',
  });

  it('fails where another account has it', async () => {
    const iam = new World(declared('AccountAlias', build('taken')), operations({ state: undefined }));
    expect(await iam.request('Create')).toMatchObject({
      Status: 'FAILED', Reason: 'CreateAccountAlias failed: EntityAlreadyExistsException: The account alias taken already exists.; then: everything is as it was',
    });
  });

  it('stays where another account has taken the one that was there before', async () => {
    const account = { state: 'ours' as unknown };
    const iam = new World(setting, operations(account));
    expect(await iam.request('Delete', '{"of":"AccountAlias","before":"taken"}')).toMatchObject({ Status: 'SUCCESS' });
    expect(account.state).toBe('ours');
  });

  it('may do that and nothing else', () => {
    expect(permissions(synthesize(build('ours')))).toEqual({ '*': ['iam:CreateAccountAlias', 'iam:DeleteAccountAlias', 'iam:ListAccountAliases'] });
  });

  it.each(['Example', 'our account', 'our_account', '-ours', 'ours-', 'our--account', 'ab', 'a'.repeat(64), '', 'ours\n'])('refuses %j', (accountAlias) => {
    expect(problemsOf(build(accountAlias))).toEqual([
      `- accountAlias: got ${JSON.stringify(accountAlias)}; allowed is 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends; use a name such as example-production`,
    ]);
  });

  it.each(['abc', 'a1-b2-c3', '123', 'a'.repeat(63)])('takes %s', (accountAlias) => {
    expect(problemsOf(build(accountAlias))).toEqual([]);
  });

  it('leaves one alone that comes with the deployment', () => {
    expect(problemsOf((stack) => build(new CfnParameter(stack, 'Alias').valueAsString)(new Stack(stack, 'Nested')))).toEqual([]);
  });
});
