import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountDomain, DetectionDomain, LogArchive, LoggingDomain, StorageDomain } from '../../lib';
import { domainProblems, FrontDoor, FrontDoorProps, scopeProblems } from '../../lib/private/front-door';
import { warningsOf } from '../support';

/** A front door, and the warnings that whoever synthesizes it sees. */
function open(props: Partial<FrontDoorProps> = {}): { door: FrontDoor; warnings: () => string[] } {
  const app = new App();
  const door = new FrontDoor(new Construct(app, 'Baseline'), { env: {}, ...props });
  return { door, warnings: () => warningsOf(app) };
}

describe('FrontDoor', () => {
  it('makes stacks that cannot be deleted by mistake', () => {
    const { door, warnings } = open();
    expect(door.stack('One', 'What it is for')).toMatchObject({ terminationProtection: true, stackName: 'Baseline-One' });
    expect(warnings()).toEqual([]);
  });

  it('warns when they can be', () => {
    const { door, warnings } = open({ terminationProtection: false });
    expect(door.stack('One', 'What it is for').terminationProtection).toBe(false);
    expect(warnings()).toEqual([expect.stringContaining('cdk-secure-baseline:termination-protection-off')]);
  });

  it('places a domain and hands over what was made', () => {
    const { door, warnings } = open();
    expect(door.place('logging', LoggingDomain.auditTrail(), () => 'made')).toBe('made');
    expect(warnings()).toEqual([]);
  });

  it.each(['before there is a stack', 'after it'])('leaves a domain out, and warns with the reason, %s', (when) => {
    const { door, warnings } = open();
    const create = jest.fn();
    if (when === 'after it') {
      door.stack('One', 'What it is for');
    }
    expect(door.place('logging', LoggingDomain.omitted('the organization has a trail'), create)).toBeUndefined();
    expect(create).not.toHaveBeenCalled();
    door.stack('Two', 'What it is for');
    door.stack('Three', 'What it is for');
    expect(warnings()).toEqual([expect.stringMatching(/logging is left out .*the organization has a trail.*cdk-secure-baseline:logging-omitted/)]);
  });
});

describe('scopeProblems', () => {
  it('takes an app and whatever else is in no stack', () => {
    expect(scopeProblems(new App())).toEqual([]);
    expect(scopeProblems(new Construct(new App(), 'Free'))).toEqual([]);
  });

  it('refuses a stack, and what is in one', () => {
    const stack = new Stack(new App(), 'Mine');
    expect(scopeProblems(stack)).toMatchObject([{ prop: 'scope', got: 'Mine', allowed: 'an App or a Stage' }]);
    expect(scopeProblems(new Construct(stack, 'Inner'))).toMatchObject([{ prop: 'scope', got: 'Mine/Inner' }]);
  });
});

describe('domainProblems', () => {
  it('takes choices, reasons, and nothing at all', () => {
    expect(domainProblems({ account: AccountDomain.settings(), logging: LoggingDomain.omitted('elsewhere'), detection: undefined })).toEqual([]);
  });

  it.each(['', '  ', '\n'])('asks for a reason instead of %j', (reason) => {
    expect(domainProblems({ logging: LoggingDomain.omitted(reason) })).toMatchObject([{ prop: 'logging', got: '', allowed: 'a reason' }]);
  });

  it('refuses what no factory made, such as settings or a construct', () => {
    expect(domainProblems({ storage: {} as never })).toMatchObject([{ prop: 'storage', fix: 'use a factory of its class, such as NetworkDomain.tieredVpc()' }]);
    expect(domainProblems({ storage: new LogArchive(new Stack(new App(), 'Mine'), 'Archive') as never })).toHaveLength(1);
  });

  it('collects the problems of all domains, named from the outside', () => {
    expect(domainProblems({
      detection: DetectionDomain.threatDetection({ minimumSeverity: 'dire' as never }),
      logging: LoggingDomain.auditTrail({ logGroupRetention: 2 as never }),
      storage: StorageDomain.logArchive(),
    }).map(({ prop }) => prop)).toEqual(['detection.minimumSeverity', 'logging.logGroupRetention']);
  });
});
