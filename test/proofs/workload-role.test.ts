import { ACCESS_MATRIX, verdictsOf } from './access-matrix';
import { ESCALATION_PATHS } from './escalation-paths';
import { closedSteps, WORKLOAD_ROLE } from './people';

/** What a persona never may, and the most a developer can make of a role could. */
async function beyond(persona: string): Promise<string[]> {
  const denied = ACCESS_MATRIX.filter((section) => section.persona === persona).flatMap(({ rows }) => rows).filter((row) => verdictsOf(row)[0] === 'never');
  const allowed = await Promise.all(denied.map(([, action, resource, given]) => WORKLOAD_ROLE.may(action, resource, { context: given?.context })));
  return denied.filter((_, index) => allowed[index]).map(([, action, resource]) => `${action} on ${resource}`);
}

// A developer makes roles, gives them what they like, and runs code with them: the boundary is what limits the developer in the end.
describe('Whatever a developer gives a workload role, the boundary', () => {
  test.each(ESCALATION_PATHS)('closes $name ($where)', async (path) => {
    expect(await closedSteps(WORKLOAD_ROLE, path)).not.toEqual([]);
  });

  test.each(['administrator', 'developer'])('leaves nothing that the %s never may', async (persona) => {
    expect(await beyond(persona)).toEqual([]);
  });

  test('leaves what applications are made of', async () => {
    expect(await WORKLOAD_ROLE.may('dynamodb:PutItem', 'arn:aws:dynamodb:eu-central-1:111122223333:table/workload-app')).toBe(true);
    expect(await WORKLOAD_ROLE.may('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:111122223333:workload-app')).toBe(true);
    expect(await WORKLOAD_ROLE.may('logs:PutLogEvents', 'arn:aws:logs:eu-central-1:111122223333:log-group:workload-app:log-stream:1')).toBe(true);
  });
});
