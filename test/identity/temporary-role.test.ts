import { Persona, RoleTrust, TemporaryRole } from '../../lib';
import { problemsOf, synthesize } from '../support';

const until = (expiresAt: string) => ({ persona: Persona.finance(), trust: RoleTrust.user('ann'), expiresAt });

describe('a temporary role', () => {
  test('denies everything once its time is up, open sessions included', () => {
    synthesize((stack) => new TemporaryRole(stack, 'Cashier', until('2999-12-31T18:00:00Z'))).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{
        Sid: 'NothingAfterwards', Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateGreaterThan: { 'aws:CurrentTime': '2999-12-31T18:00:00Z' } },
      }] },
    });
  });

  test('refuses a time that has passed, or is none', () => {
    expect(problemsOf((stack) => new TemporaryRole(stack, 'Cashier', until('2001-01-01T00:00:00Z'))))
      .toEqual(['- expiresAt: got "2001-01-01T00:00:00Z"; allowed is a time in the future; remove the role, or give it more time']);
    expect(problemsOf((stack) => new TemporaryRole(stack, 'Cashier', until('tomorrow')))).toEqual([expect.stringContaining('a time in ISO 8601')]);
  });
});
