import { readFileSync } from 'fs';
import { join } from 'path';
import { PasswordPolicy, PasswordPolicyProps } from '../../lib/account/password-policy';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { SETTING_HANDLER } from '../../lib/private/setting-handler';
import { synthesize } from '../support';
import { awsError, RESPONSE_URL, STACK_ID, State, World } from './custom-resource-world';

/** An account with IAM's password policy, and the declaration that the construct puts into its template. */
class Iam extends World {
  static declaration(props: PasswordPolicyProps = {}): State {
    const { Properties } = synthesize((stack) => {
      new PasswordPolicy(stack, 'Policy', props);
    }).toJSON().Resources.AccountPasswordPolicy as { Properties: { Setting: string } };
    return { ...JSON.parse(Properties.Setting) as State, client: 'Client' };
  }

  constructor(public policy?: State, setting: State = DEFAULT) {
    super(setting, {
      GetAccountPasswordPolicy: () => {
        if (!this.policy) {
          throw awsError('NoSuchEntityException', 'The Password Policy with domain name 111122223333 cannot be found.');
        }
        return { PasswordPolicy: { ...this.policy, ExpirePasswords: this.policy.MaxPasswordAge !== undefined } };
      },
      UpdateAccountPasswordPolicy: (input) => {
        this.policy = input;
      },
      DeleteAccountPasswordPolicy: () => {
        this.policy = undefined;
      },
    });
  }
}

const DEFAULT = Iam.declaration();
const WANTED = DEFAULT.wanted as State;
const LAX = {
  MinimumPasswordLength: 8, RequireUppercaseCharacters: false, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: false,
  AllowUsersToChangePassword: false, HardExpiry: true, PasswordReusePrevention: 3, MaxPasswordAge: 90,
};
const update = (input: State) => ({ command: 'UpdateAccountPasswordPolicy', input });

describe('the text of the handler', () => {
  const code = customResourceCode(SETTING_HANDLER);

  it('is what its files say but for indentation, below 4,096 characters, whichever transpiler came between', () => {
    const source = ['setting-handler', 'custom-resource-code'].map((file) => {
      const text = readFileSync(join(__dirname, `../../lib/private/${file}.ts`), 'utf8');
      return text.slice(text.indexOf('= `') + 3, text.indexOf('`;'));
    });
    expect(code).toBe(source.join('').replace(/\n +/g, '\n'));
    expect(code).not.toMatch(/[\\`]|\$\{/);
    expect(code.length).toBeLessThanOrEqual(4096);
  });

  it('needs the runtime and the client of the declared service, and nothing else', async () => {
    const iam = new Iam();
    await iam.request('Create');
    expect([...code.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(["'util'", "'@aws-sdk/client-' + service"]);
    expect(iam.required).toEqual(['@aws-sdk/client-iam']);
    expect(iam.configurations).toEqual([{ maxAttempts: 10, retryMode: 'standard' }]);
  });
});

describe('a creation', () => {
  it('sets what was absent, and records that', async () => {
    const iam = new Iam();
    const answer = await iam.request('Create');
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: '{"of":"AccountSetting","before":null}' });
    expect(iam.changes).toEqual([update(WANTED)]);
    expect(iam.policy).toEqual({
      MinimumPasswordLength: 14, RequireUppercaseCharacters: true, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: true,
      AllowUsersToChangePassword: true, HardExpiry: false, PasswordReusePrevention: 24,
    });
  });

  it('replaces what was there, and records all of it', async () => {
    const iam = new Iam(LAX);
    const { PhysicalResourceId: id } = await iam.request('Create');
    expect(iam.policy).toEqual(WANTED);
    expect(JSON.parse(id)).toEqual({ of: 'AccountSetting', before: LAX });
    expect(Buffer.byteLength(id)).toBeLessThanOrEqual(1024);
  });

  it('writes nothing where all is as wanted, with or without what counts as the default', async () => {
    for (const policy of [WANTED, { ...WANTED, HardExpiry: undefined, MaxPasswordAge: 0 }]) {
      const iam = new Iam(policy);
      expect(await iam.request('Create')).toMatchObject({ Status: 'SUCCESS' });
      expect(iam.changes).toEqual([]);
    }
  });

  it('sees a field that should not be there', async () => {
    const iam = new Iam({ ...WANTED, MaxPasswordAge: 90 });
    await iam.request('Create');
    expect(iam.changes).toEqual([update(WANTED)]);
  });

  it('does not touch what is too long to be put back', async () => {
    const iam = new Iam({ ...WANTED, MinimumPasswordLength: 'é'.repeat(500) });
    const answer = await iam.request('Create');
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('too long to be recorded'), PhysicalResourceId: 'none' });
    expect(iam.changes).toEqual([]);
  });
});

describe('an update', () => {
  const longer = Iam.declaration({ minimumLength: 20 });

  it('changes the setting and keeps the first record, so that nothing is replaced', async () => {
    const iam = new Iam(LAX);
    const { PhysicalResourceId: id } = await iam.request('Create');
    const answer = await iam.request('Update', id, longer);
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(iam.policy).toEqual({ ...WANTED, MinimumPasswordLength: 20 });
  });

  it('changes nothing the second time', async () => {
    const iam = new Iam();
    const { PhysicalResourceId: id } = await iam.request('Create');
    await iam.request('Update', id, longer);
    iam.calls.length = 0;
    expect(await iam.request('Update', id, longer)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(iam.calls).toEqual([{ command: 'GetAccountPasswordPolicy', input: {} }]);
  });

  it('that fails keeps the record too, and leaves the policy of before', async () => {
    const iam = new Iam(LAX);
    const { PhysicalResourceId: id } = await iam.request('Create');
    iam.failures.UpdateAccountPasswordPolicy = [awsError('LimitExceededException')];
    expect(await iam.request('Update', id, longer)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: id });
    expect(iam.policy).toEqual(WANTED);
    // AWS CloudFormation then asks for the old properties again.
    expect(await iam.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    await iam.request('Delete', id);
    expect(iam.policy).toEqual(LAX);
  });
});

describe('a deletion', () => {
  it('removes what was absent before', async () => {
    const iam = new Iam();
    const { PhysicalResourceId: id } = await iam.request('Create');
    iam.calls.length = 0;
    expect(await iam.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(iam.changes).toEqual([{ command: 'DeleteAccountPasswordPolicy', input: {} }]);
    expect(iam.policy).toBeUndefined();
  });

  it('puts back what was there before, also after updates', async () => {
    const iam = new Iam(LAX);
    const longer = Iam.declaration({ minimumLength: 20, maxAge: undefined });
    const { PhysicalResourceId: id } = await iam.request('Create');
    await iam.request('Update', id, longer);
    await iam.request('Delete', id, longer);
    expect(iam.policy).toEqual(LAX);
  });

  it('leaves what was as wanted from the start', async () => {
    const iam = new Iam(WANTED);
    const { PhysicalResourceId: id } = await iam.request('Create');
    await iam.request('Delete', id);
    expect(iam.changes).toEqual([]);
    expect(iam.policy).toEqual(WANTED);
  });

  it.each([
    ['made stricter', { ...WANTED, MinimumPasswordLength: 32 }],
    ['removed', undefined],
  ])('leaves what somebody has %s since', async (_, later) => {
    const iam = new Iam(LAX);
    const { PhysicalResourceId: id } = await iam.request('Create');
    iam.policy = later;
    iam.calls.length = 0;
    expect(await iam.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(iam.changes).toEqual([]);
  });

  it('comes to the same when it is asked for twice', async () => {
    const iam = new Iam(LAX);
    const { PhysicalResourceId: id } = await iam.request('Create');
    await iam.request('Delete', id);
    expect(await iam.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(iam.policy).toEqual(LAX);
  });

  it.each(['none', 'Baseline-AccountPasswordPolicy-1ABCDEF'])('does nothing, not even read, for a creation that recorded nothing: %s', async (id) => {
    const iam = new Iam(WANTED);
    expect(await iam.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(iam.calls).toEqual([]);
  });

  it('of a creation that failed before its first read is harmless', async () => {
    const iam = new Iam(LAX);
    iam.failures.GetAccountPasswordPolicy = [awsError('ServiceFailureException')];
    const created = await iam.request('Create');
    expect(created).toMatchObject({ Status: 'FAILED', Reason: 'GetAccountPasswordPolicy failed: ServiceFailureException: because' });
    expect(await iam.request('Delete', created.PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
    expect(iam.policy).toEqual(LAX);
  });

  it('of a creation whose write failed is harmless', async () => {
    const iam = new Iam(LAX);
    iam.failures.UpdateAccountPasswordPolicy = [awsError('LimitExceededException')];
    const created = await iam.request('Create');
    expect(await iam.request('Delete', created.PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
    expect(iam.changes).toHaveLength(1);
    expect(iam.policy).toEqual(LAX);
  });

  it('says so when it cannot put back what was there', async () => {
    const iam = new Iam(LAX);
    const { PhysicalResourceId: id } = await iam.request('Create');
    iam.failures.UpdateAccountPasswordPolicy = [awsError('ServiceFailureException')];
    expect(await iam.request('Delete', id)).toMatchObject({ Status: 'FAILED', Reason: 'UpdateAccountPasswordPolicy failed: ServiceFailureException: because' });
  });
});

describe('a write that fails', () => {
  /** A write that took effect before its response was lost. */
  class Lossy extends Iam {
    constructor(policy?: State) {
      super(policy);
      const write = this.operations.UpdateAccountPasswordPolicy;
      this.operations.UpdateAccountPasswordPolicy = (input) => {
        write(input);
        if (input.MinimumPasswordLength === 14) {
          throw awsError('TimeoutError', 'socket hang up');
        }
      };
    }
  }

  it('is undone where it took effect all the same, and reported', async () => {
    const iam = new Lossy(LAX);
    const answer = await iam.request('Create');
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: 'UpdateAccountPasswordPolicy failed: TimeoutError: socket hang up; then: everything is as it was' });
    expect(iam.policy).toEqual(LAX);
  });

  it('is undone by removing what was absent', async () => {
    const iam = new Lossy();
    await iam.request('Create');
    expect(iam.changes.map(({ command }) => command)).toEqual(['UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy']);
    expect(iam.policy).toBeUndefined();
  });

  it('that cannot be undone says both, and the deletion to come still can', async () => {
    const iam = new Lossy();
    iam.failures.DeleteAccountPasswordPolicy = [awsError('ServiceFailureException', 'down')];
    const { Status: status, Reason: reason, PhysicalResourceId: id } = await iam.request('Create');
    expect(status).toBe('FAILED');
    expect(reason).toBe('UpdateAccountPasswordPolicy failed: TimeoutError: socket hang up; then: DeleteAccountPasswordPolicy failed: ServiceFailureException: down');
    await iam.request('Delete', id);
    expect(iam.policy).toBeUndefined();
  });
});

describe('a passing error', () => {
  it.each([
    'Throttling', 'ThrottlingException', 'TooManyRequestsException', 'AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation',
    'EntityTemporarilyUnmodifiableException', 'ConcurrentModificationException', 'PolicyChangesInProgressException',
  ])('is waited out: %s', async (name) => {
    const iam = new Iam();
    iam.failures.GetAccountPasswordPolicy = [awsError(name)];
    iam.failures.UpdateAccountPasswordPolicy = [awsError(name), awsError(name)];
    expect(await iam.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(iam.pauses).toEqual([1000, 1000, 2000]);
    expect(iam.policy).toEqual(WANTED);
  });

  it('that does not pass is given up after six attempts', async () => {
    const iam = new Iam();
    iam.failures.GetAccountPasswordPolicy = Array.from({ length: 6 }, () => awsError('AccessDenied', 'not authorized'));
    expect(await iam.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'GetAccountPasswordPolicy failed: AccessDenied: not authorized' });
    expect(iam.calls).toHaveLength(6);
    expect(iam.pauses).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('is no excuse to try others again', async () => {
    const iam = new Iam();
    iam.failures.UpdateAccountPasswordPolicy = [awsError('MalformedPolicyDocumentException')];
    expect(await iam.request('Create')).toMatchObject({ Status: 'FAILED' });
    expect(iam.pauses).toEqual([]);
  });
});

describe('a setting of the organization', () => {
  const setting = {
    service: 'ec2', client: 'Client', enforced: '"declarative-policy"',
    read: { command: 'GetImageBlock', path: ['State'] }, wanted: 'blocked', write: { command: 'EnableImageBlock', to: 'State' },
  };
  const image = (value: string, managedBy: string) => {
    const state = { State: value, ManagedBy: managedBy };
    return Object.assign(new World(setting, {
      GetImageBlock: () => state,
      EnableImageBlock: () => Promise.reject(awsError('OperationNotPermitted', 'This action is denied due to an organizational policy in effect.')),
    }), { state });
  };

  it.each(['blocked', 'other'])('counts as set, and is left alone by everything that comes: %s', async (state) => {
    const ec2 = image(state, 'declarative-policy');
    const { Status: status, PhysicalResourceId: id } = await ec2.request('Create');
    expect(status).toBe('SUCCESS');
    expect(await ec2.request('Update', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.changes).toEqual([]);
  });

  it('is not put back where the organization has taken it over since', async () => {
    const ec2 = image('blocked', 'declarative-policy');
    expect(await ec2.request('Delete', '{"of":"AccountSetting","before":"unblocked"}')).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.changes).toEqual([]);
  });

  it('is not what a refusal means where the account decides', async () => {
    const ec2 = image('other', 'account');
    expect(await ec2.request('Create')).toMatchObject({
      Status: 'FAILED', Reason: 'EnableImageBlock failed: OperationNotPermitted: This action is denied due to an organizational policy in effect.; then: everything is as it was',
    });
  });
});

describe('a setting that must not be recorded', () => {
  const WANT = { Name: 'Ann', Mail: 'ann@example.com' };
  const setting = {
    service: 'account', client: 'Client', vacant: true, absent: ['NotFound'], fields: { Name: null, Mail: null },
    read: { command: 'GetContact', path: ['Contact'] }, wanted: WANT, write: { command: 'PutContact', to: '' }, remove: { command: 'DeleteContact' },
  };
  class Contacts extends World {
    constructor(public contact?: State) {
      super(setting, {
        GetContact: () => this.contact ? { Contact: { Type: 'SECURITY', ...this.contact } } : Promise.reject(awsError('NotFound')),
        PutContact: (input) => {
          this.contact = input;
        },
        DeleteContact: () => {
          this.contact = undefined;
        },
      });
    }
  }
  const other = { Name: 'Zoe', Mail: 'zoe@example.com' };

  it('is set where there is none, and removed again', async () => {
    const account = new Contacts();
    const { PhysicalResourceId: id } = await account.request('Create');
    expect(account.contact).toEqual(WANT);
    expect(JSON.parse(id)).toEqual({ of: 'AccountSetting', before: null });
    expect(await account.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(account.contact).toBeUndefined();
  });

  it('is set whatever there is in it', async () => {
    const account = new Contacts();
    const undefined_ = { ...WANT, Name: 'undefined' };
    const { PhysicalResourceId: id } = await account.request('Create', undefined, { ...setting, wanted: undefined_ });
    expect(await account.request('Update', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(account.contact).toEqual(WANT);
  });

  it('is not overwritten, nor told', async () => {
    const account = new Contacts(other);
    const answer = await account.request('Create');
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: 'Nothing was changed: something else is set, name or remove it', PhysicalResourceId: 'none' });
    expect(await account.request('Delete', answer.PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
    expect(account.contact).toEqual(other);
    expect(JSON.stringify([account.sent, account.printed])).not.toMatch(/zoe/i);
  });

  it('is left where it was as wanted from the start', async () => {
    const account = new Contacts(WANT);
    const { Status: status, PhysicalResourceId: id } = await account.request('Create');
    expect([status, id]).toEqual(['SUCCESS', 'none']);
    expect(await account.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(account.changes).toEqual([]);
  });

  it('follows an update, whoever has changed it since, and keeps its id', async () => {
    for (const before of [undefined, WANT]) {
      const account = new Contacts(before);
      const { PhysicalResourceId: id } = await account.request('Create');
      expect(await account.request('Update', id, { ...setting, wanted: other })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
      expect(account.contact).toEqual(other);
    }
  });

  it('is as it was after an update that failed, which is told without naming it', async () => {
    const account = new Contacts();
    const { PhysicalResourceId: id } = await account.request('Create');
    account.failures.PutContact = [awsError('ValidationException', 'no')];
    expect(await account.request('Update', id, { ...setting, wanted: other })).toMatchObject({
      Status: 'FAILED', Reason: 'PutContact failed: ValidationException: no; then: everything is as it was',
    });
    expect(account.contact).toEqual(WANT);
  });
});

describe('a setting that takes effect late', () => {
  const setting = {
    service: 'ec2', client: 'Client', lags: true, read: { command: 'GetImageBlock', path: ['State'] },
    wanted: 'blocked', write: { command: 'EnableImageBlock', to: 'State' }, restore: { command: 'DisableImageBlock' },
  };
  const lagging = (told: string) => {
    const image = { told, set: told };
    return Object.assign(new World(setting, {
      GetImageBlock: () => ({ State: image.told }),
      EnableImageBlock: () => {
        image.set = 'blocked';
      },
      DisableImageBlock: () => {
        image.set = 'unblocked';
      },
    }), { image });
  };

  it('is put back although reading still tells what was there before', async () => {
    const ec2 = lagging('unblocked');
    const { PhysicalResourceId: id } = await ec2.request('Create');
    expect(ec2.image).toEqual({ told: 'unblocked', set: 'blocked' });
    await ec2.request('Delete', id);
    expect(ec2.image.set).toBe('unblocked');
  });

  it('is left where it was as wanted before', async () => {
    const ec2 = lagging('blocked');
    const { PhysicalResourceId: id } = await ec2.request('Create');
    await ec2.request('Delete', id);
    expect(ec2.changes).toEqual([]);
  });
});

describe('a setting of something that goes', () => {
  const declaration = {
    service: 'ec2', client: 'Client', read: { command: 'DescribeThing', path: ['Value'] }, wanted: 'on', write: { command: 'SetThing', to: 'Value' },
    gone: ['Thing.NotFound'],
  };
  const things = (value?: string) => {
    const thing = { value };
    const found = () => thing.value ?? Promise.reject(awsError('Thing.NotFound'));
    return new class extends World {
      thing = thing;
    }(declaration, {
      DescribeThing: async () => ({ Value: await found() }),
      SetThing: async ({ Value: next }) => {
        await found();
        thing.value = next as string;
      },
    });
  };

  it('is left alone by a deletion that comes later', async () => {
    const ec2 = things('off');
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.thing.value = undefined;
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(ec2.changes).toHaveLength(1);
  });

  it('is done with when it goes in the middle of a deletion', async () => {
    const ec2 = things('off');
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.failures.SetThing = [awsError('Thing.NotFound')];
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('still fails a deletion for other reasons', async () => {
    const ec2 = things('off');
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.failures.SetThing = [awsError('Other.NotFound')];
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'FAILED' });
  });

  it('is missed by a creation and by an update', async () => {
    const ec2 = things();
    expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'DescribeThing failed: Thing.NotFound: because' });
    expect(await ec2.request('Update', '{"of":"AccountSetting","before":"off"}')).toMatchObject({ Status: 'FAILED' });
  });
});

describe('settings of other shapes', () => {
  it('has calls for on and off, without parameters', async () => {
    let on = false;
    const ec2 = new World({
      service: 'ec2', client: 'Client', read: { command: 'GetEbsEncryptionByDefault', path: [] }, fields: { EbsEncryptionByDefault: false },
      wanted: { EbsEncryptionByDefault: true }, write: { command: 'EnableEbsEncryptionByDefault' }, restore: { command: 'DisableEbsEncryptionByDefault' },
    }, {
      GetEbsEncryptionByDefault: () => ({ EbsEncryptionByDefault: on, SseType: 'sse-kms' }),
      EnableEbsEncryptionByDefault: () => {
        on = true;
      },
      DisableEbsEncryptionByDefault: () => {
        on = false;
      },
    });
    const { PhysicalResourceId: id } = await ec2.request('Create');
    expect(on).toBe(true);
    await ec2.request('Delete', id);
    expect(on).toBe(false);
    expect(ec2.changes.map(({ input }) => input)).toEqual([{}, {}]);
  });

  it('has a name of its own to take away, in a list', async () => {
    const aliases: unknown[] = [];
    const iam = new World({
      service: 'iam', client: 'Client', read: { command: 'ListAccountAliases', path: ['AccountAliases', 0] }, wanted: 'ours',
      write: { command: 'CreateAccountAlias', to: 'AccountAlias' }, remove: { command: 'DeleteAccountAlias', from: 'AccountAlias' },
    }, {
      ListAccountAliases: () => ({ AccountAliases: aliases }),
      CreateAccountAlias: ({ AccountAlias: alias }) => {
        aliases[0] = alias;
      },
      DeleteAccountAlias: () => {
        aliases.length = 0;
      },
    });
    const { PhysicalResourceId: id } = await iam.request('Create');
    await iam.request('Delete', id);
    expect(iam.changes).toEqual([
      { command: 'CreateAccountAlias', input: { AccountAlias: 'ours' } },
      { command: 'DeleteAccountAlias', input: { AccountAlias: 'ours' } },
    ]);
  });

  it('has a value that stands for none', async () => {
    let key = 'alias/aws/ebs';
    const ec2 = new World({
      service: 'ec2', client: 'Client', read: { command: 'GetKey', path: ['KmsKeyId'], none: 'alias/aws/ebs' }, wanted: 'ours',
      write: { command: 'ModifyKey', to: 'KmsKeyId' }, remove: { command: 'ResetKey' },
    }, {
      GetKey: () => ({ KmsKeyId: key }),
      ModifyKey: ({ KmsKeyId: next }) => {
        key = next as string;
      },
      ResetKey: () => {
        key = 'alias/aws/ebs';
      },
    });
    const { PhysicalResourceId: id } = await ec2.request('Create');
    expect(JSON.parse(id).before).toBeNull();
    await ec2.request('Delete', id);
    expect(ec2.changes).toEqual([{ command: 'ModifyKey', input: { KmsKeyId: 'ours' } }, { command: 'ResetKey', input: {} }]);
  });

  it('has fixed parameters, and a state that is one parameter', async () => {
    const all = { BlockPublicAcls: true, BlockPublicPolicy: true };
    let block: unknown;
    const s3 = new World({
      service: 's3-control', client: 'Client', read: { command: 'GetPublicAccessBlock', input: { AccountId: '1' }, path: ['Configuration'] },
      absent: ['NoSuchPublicAccessBlockConfiguration'], wanted: all,
      write: { command: 'PutPublicAccessBlock', input: { AccountId: '1' }, to: 'Configuration' },
      remove: { command: 'DeletePublicAccessBlock', input: { AccountId: '1' } },
    }, {
      GetPublicAccessBlock: () => block ? { Configuration: block } : Promise.reject(awsError('NoSuchPublicAccessBlockConfiguration')),
      PutPublicAccessBlock: ({ Configuration: configuration }) => {
        block = configuration;
      },
      DeletePublicAccessBlock: () => {
        block = undefined;
      },
    });
    const { PhysicalResourceId: id } = await s3.request('Create');
    await s3.request('Delete', id);
    expect(s3.calls[0].input).toEqual({ AccountId: '1' });
    expect(s3.changes).toEqual([
      { command: 'PutPublicAccessBlock', input: { AccountId: '1', Configuration: all } },
      { command: 'DeletePublicAccessBlock', input: { AccountId: '1' } },
    ]);
  });

  it('empties a list by naming what is in it, and fills it again', async () => {
    const rule = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1' }] };
    let rules: unknown[] = [rule];
    const ec2 = new World({
      service: 'ec2', client: 'Client', read: { command: 'DescribeSecurityGroups', path: ['SecurityGroups', 0, 'IpPermissions'] }, wanted: [],
      write: { command: 'RevokeIngress', input: { GroupId: 'sg-1' }, from: 'IpPermissions' },
      restore: { command: 'AuthorizeIngress', input: { GroupId: 'sg-1' }, to: 'IpPermissions' },
    }, {
      DescribeSecurityGroups: () => ({ SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: rules }] }),
      RevokeIngress: () => {
        rules = [];
      },
      AuthorizeIngress: ({ IpPermissions: permissions }) => {
        rules = permissions as unknown[];
      },
    });
    const { PhysicalResourceId: id } = await ec2.request('Create');
    expect(ec2.changes).toEqual([{ command: 'RevokeIngress', input: { GroupId: 'sg-1', IpPermissions: [rule] } }]);
    await ec2.request('Delete', id);
    expect(rules).toEqual([rule]);
  });

  it('is left as it is where nothing removes it', async () => {
    let value: unknown;
    const account = new World({ service: 'x', client: 'Client', read: { command: 'Get', path: ['Value'] }, wanted: 1, write: { command: 'Put', to: 'Value' } }, {
      Get: () => ({ Value: value }),
      Put: ({ Value: next }) => {
        value = next;
      },
    });
    const { PhysicalResourceId: id } = await account.request('Create');
    expect(await account.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(value).toBe(1);
  });
});

describe('the answer', () => {
  it('has the form AWS CloudFormation documents, and goes to the URL of the request', async () => {
    const iam = new Iam();
    await iam.request('Create');
    const [{ url, options, body }] = iam.sent;
    expect(url).toBe(RESPONSE_URL);
    expect(options).toEqual({ method: 'PUT', headers: { 'content-type': '' }, body, signal: iam.deadline.signal });
    expect(iam.limits).toEqual([95_000, 4000]);
    expect(JSON.parse(body)).toEqual({
      Status: 'SUCCESS', StackId: STACK_ID, RequestId: 'request-0', LogicalResourceId: 'AccountSetting', PhysicalResourceId: expect.stringMatching(/./),
    });
  });

  it('is sent again after an error on the line, an error of the server, and silence', async () => {
    const iam = new Iam();
    iam.line.push('ECONNRESET', 503, 'timeout');
    await iam.request('Create');
    expect(iam.sent).toHaveLength(4);
    expect(new Set(iam.sent.map(({ body }) => body)).size).toBe(1);
    expect(iam.pauses).toEqual([1000, 2000, 3000]);
    expect(iam.changes).toHaveLength(1);
  });

  it('that nobody takes ends in an error that does not name the URL', async () => {
    const iam = new Iam();
    iam.line.push(403, 403, 403, 403, 200);
    await expect(iam.request('Create')).rejects.toThrow(/^HTTP 403$/);
    expect(iam.sent).toHaveLength(4);
  });

  it('is given for a request that makes no sense too', async () => {
    const iam = new Iam();
    expect(await iam.request('Create', undefined, { service: 'iam', client: 'Other' })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/constructor/) });
    expect(await iam.request('Create', undefined, { ...DEFAULT, write: { command: 'Unknown' } })).toMatchObject({ Status: 'FAILED' });
  });

  it('stays below 4,096 bytes, whatever AWS has to say', async () => {
    const iam = new Iam({ ...LAX, PasswordReusePrevention: '"'.repeat(300) });
    iam.failures.UpdateAccountPasswordPolicy = [awsError('LimitExceededException', 'é'.repeat(10_000))];
    const { Status: status } = await iam.request('Create');
    expect(status).toBe('FAILED');
    expect(Buffer.byteLength(iam.sent[0].body)).toBeLessThan(4096);
  });

  it('comes in time when a call does not return, after which nothing is called any more', async () => {
    let wake: (policy: unknown) => void = () => undefined;
    const iam = new World(DEFAULT, {
      GetAccountPasswordPolicy: () => {
        setImmediate(() => iam.deadline.abort());
        return new Promise((done) => {
          wake = done;
        });
      },
      UpdateAccountPasswordPolicy: () => undefined,
    });
    expect(await iam.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'Not finished in time', PhysicalResourceId: 'none' });
    expect(iam.limits[0]).toBe(95_000);
    wake({ PasswordPolicy: LAX });
    await new Promise((done) => {
      setImmediate(done);
    });
    expect(iam.changes).toEqual([]);
  });

  it('leaves no trace of the URL or of what was there in the log', async () => {
    const iam = new Iam(LAX);
    iam.failures.UpdateAccountPasswordPolicy = [awsError('LimitExceededException')];
    await iam.request('Create');
    expect(iam.printed).toEqual([
      'Create AccountSetting FAILED UpdateAccountPasswordPolicy failed: LimitExceededException: because; then: everything is as it was',
    ]);
  });
});
