import { CfnParameter, Stack } from 'aws-cdk-lib';
import { AlternateContact, AlternateContactDetails, AlternateContactType } from '../../lib';
import { awsError, State, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, synthesize } from '../support';
import { declared, permissions } from './setting-life';

const TEAM = { name: 'Security team', title: 'On call', emailAddress: 'security@example.com', phoneNumber: '+49 30 1234567' };
const WANTED = { Name: 'Security team', Title: 'On call', EmailAddress: 'security@example.com', PhoneNumber: '+49 30 1234567' };
const SOMEBODY = { Name: 'Zoe Somebody', Title: 'Boss', EmailAddress: 'zoe@example.com', PhoneNumber: '+1 555 0100 200' };
const build = (props: Partial<AlternateContactDetails> = {}, contactType = AlternateContactType.SECURITY) => (stack: Stack) => {
  new AlternateContact(stack, 'Contact', { ...TEAM, ...props, contactType });
};

/** AWS Account Management, which wants the type of the contact in each call. */
class Contacts extends World {
  constructor(public contact?: State, setting = declared('AccountSecurityContact', build())) {
    const own = ({ AlternateContactType: type }: State) => {
      if (type !== 'SECURITY') {
        throw awsError('ValidationException');
      }
    };
    super(setting, {
      GetAlternateContact: (input) => {
        own(input);
        return this.contact ? { AlternateContact: { AlternateContactType: 'SECURITY', ...this.contact } } : Promise.reject(awsError('ResourceNotFoundException'));
      },
      PutAlternateContact: (input) => {
        own(input);
        this.contact = Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'AlternateContactType'));
      },
      DeleteAlternateContact: (input) => {
        own(input);
        this.contact = undefined;
      },
    });
  }
}

describe('AlternateContact', () => {
  it('is set where there is none, and removed again', async () => {
    const account = new Contacts();
    const { PhysicalResourceId: id } = await account.request('Create');
    expect(account.contact).toEqual(WANTED);
    expect(await account.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(account.contact).toBeUndefined();
  });

  it('changes nothing the second time', async () => {
    const account = new Contacts();
    const { PhysicalResourceId: id } = await account.request('Create');
    account.calls.length = 0;
    expect(await account.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(await account.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(account.changes).toEqual([]);
  });

  it('does not take the place of somebody, and writes nothing down of them', async () => {
    const account = new Contacts(SOMEBODY);
    const { Status: status, Reason: reason, PhysicalResourceId: id } = await account.request('Create');
    expect([status, reason]).toEqual(['FAILED', 'Nothing was changed: something else is set, name or remove it']);
    await account.request('Delete', id);
    expect(account.contact).toEqual(SOMEBODY);
    expect(JSON.stringify([account.sent, account.printed])).not.toMatch(/zoe|boss|0100/i);
  });

  it('writes nothing down of anybody, whatever happens', async () => {
    const account = new Contacts();
    const { PhysicalResourceId: id } = await account.request('Create');
    await account.request('Update', id, declared('AccountSecurityContact', build({ name: 'New team' })));
    account.contact = SOMEBODY;
    account.failures.PutAlternateContact = [awsError('InternalServerException')];
    expect(await account.request('Update', id)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^PutAlternateContact failed/) });
    expect(account.contact).toEqual(SOMEBODY);
    await account.request('Delete', id);
    expect(account.contact).toEqual(SOMEBODY);
    expect(JSON.stringify([account.sent, account.printed])).not.toMatch(/team|zoe|0100|example\.com/i);
  });

  it('stays when it was there before', async () => {
    const account = new Contacts(WANTED);
    const { Status: status, PhysicalResourceId: id } = await account.request('Create');
    expect(status).toBe('SUCCESS');
    await account.request('Delete', id);
    expect(account.changes).toEqual([]);
  });

  it('may change contacts of this account alone', () => {
    expect(permissions(synthesize(build()))).toEqual({
      [`arn:aws:account::${ACCOUNT}:account`]: ['account:DeleteAlternateContact', 'account:GetAlternateContact', 'account:PutAlternateContact'],
    });
  });

  it('is one of each type', () => {
    expect(Object.keys(synthesize((stack) => {
      Object.values(AlternateContactType).forEach((contactType) => new AlternateContact(stack, contactType, { ...TEAM, contactType }));
    }).findResources('Custom::AccountSetting'))).toEqual(['AccountSecurityContact', 'AccountBillingContact', 'AccountOperationsContact']);
    expect(problemsOf((stack) => {
      build()(stack);
      new AlternateContact(stack, 'Again', { ...TEAM, contactType: AlternateContactType.SECURITY });
    })).toEqual(['- scope: got "Test/Again"; allowed is one AccountSecurityContact in a stack; leave this one out: the other one sets it']);
  });
});

describe('AlternateContact refuses', () => {
  const phone = 'allowed is a telephone number with 7 to 15 digits, in 25 characters at most; write it in international form, like +49 30 1234567';
  const said = (most: number) => `allowed is 1 to ${most} characters; write what AWS should call them, without spaces around it`;
  const email = 'allowed is an e-mail address; write it like security@example.com';

  it.each<[Partial<AlternateContactDetails>, string]>([
    [{ phoneNumber: '' }, `- phoneNumber: got ""; ${phone}`],
    [{ phoneNumber: undefined }, `- phoneNumber: got ""; ${phone}`],
    [{ phoneNumber: '110' }, `- phoneNumber: got "110"; ${phone}`],
    [{ phoneNumber: '1234567890123456' }, `- phoneNumber: got "1234567890123456"; ${phone}`],
    [{ phoneNumber: '+49 30 1234567 ext. 8' }, `- phoneNumber: got "+49 30 1234567 ext. 8"; ${phone}`],
    [{ phoneNumber: '49+30 1234567' }, `- phoneNumber: got "49+30 1234567"; ${phone}`],
    [{ phoneNumber: '+49 30        1234567       ' }, `- phoneNumber: got "+49 30        1234567       "; ${phone}`],
    [{ name: '' }, `- name: got ""; ${said(64)}`],
    [{ name: undefined }, `- name: got ""; ${said(64)}`],
    [{ name: 'x'.repeat(65) }, `- name: got "${'x'.repeat(65)}"; ${said(64)}`],
    [{ name: ' Ann' }, `- name: got " Ann"; ${said(64)}`],
    [{ title: 'x'.repeat(51) }, `- title: got "${'x'.repeat(51)}"; ${said(50)}`],
    [{ title: 'On call ' }, `- title: got "On call "; ${said(50)}`],
    [{ emailAddress: 'security' }, `- emailAddress: got "security"; ${email}`],
    [{ emailAddress: undefined }, `- emailAddress: got ""; ${email}`],
    [{ emailAddress: "o'neil@example.com" }, '- emailAddress: got "o\'neil@example.com"; ' +
      'allowed is an e-mail address with letters, digits and "+=.#|!&_-" before the @; use another address: AWS takes no other signs in contacts'],
  ])('%j', (props, problem) => {
    expect(problemsOf(build(props))).toEqual([problem]);
  });

  it('everything at once', () => {
    expect(problemsOf(build({ name: '', title: '', emailAddress: '', phoneNumber: '' }))).toHaveLength(4);
  });

  it.each<Partial<AlternateContactDetails>>([
    { phoneNumber: '+1 (555) 010-0200' }, { phoneNumber: '0301234567' }, { phoneNumber: '1234567' }, { phoneNumber: '+123456789012345' },
    { name: 'x'.repeat(64), title: 'x'.repeat(50) }, { name: 'Ö' }, { emailAddress: 'a+b@mail.example.co.uk' },
  ])('nothing of %j', (props) => {
    expect(problemsOf(build(props))).toEqual([]);
  });

  it('nothing that comes with the deployment', () => {
    expect(problemsOf((stack) => {
      const value = new CfnParameter(stack, 'Value').valueAsString;
      build({ name: value, title: value, emailAddress: value, phoneNumber: value })(stack);
    })).toEqual([]);
  });
});
