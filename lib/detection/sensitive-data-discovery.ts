import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSession } from 'aws-cdk-lib/aws-macie';
import { Construct } from 'constructs';
import { SettingOptions } from '../account/setting-options';
import { linkedRoleStatement } from '../private/linked-role';
import { regionsLacking } from '../private/missing-types';
import { ServiceAdopter } from '../private/service-adopter';
import { SettingProvider } from '../private/setting-provider';
import { Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';
import { DataDiscovery } from './data-discovery';
import { checkMember } from './detection-checks';
import { FindingFrequency } from './finding-frequency';

/** Settings of SensitiveDataDiscovery that a baseline chooses. */
export interface SensitiveDataDiscoveryOptions {
  /**
   * How sensitive data is looked for.
   *
   * @default DataDiscovery.AUTOMATED
   */
  readonly discovery?: DataDiscovery;

  /**
   * How often changes of what is known about buckets are told. New findings are told at once.
   *
   * @default FindingFrequency.FIFTEEN_MINUTES
   */
  readonly bucketFindingFrequency?: FindingFrequency;

  /**
   * What to do where Amazon Macie may be on already. Where it is adopted, automated discovery that is on stays on.
   *
   * @default ServiceAdoption.create()
   */
  readonly sessionAdoption?: ServiceAdoption;
}

/** Properties of SensitiveDataDiscovery. */
export interface SensitiveDataDiscoveryProps extends SensitiveDataDiscoveryOptions, SettingOptions {}

/**
 * Amazon Macie for one region: finds personal data, credentials and the like in buckets, and buckets that are public, shared or not encrypted.
 *
 * One a region; left out, with a warning, in regions without it. For automated discovery AWS CloudFormation has no resource type: a function of the
 * stack sets it, and what was there before comes back when the construct goes. A member of an organization whose discovery a delegated administrator
 * manages skips it.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/what-is-macie.html
 */
export class SensitiveDataDiscovery extends Construct {
  /** @internal */
  public static _problems(props: SensitiveDataDiscoveryOptions): Problem[] {
    return [
      ...checkMember('discovery', props.discovery, Object.values(DataDiscovery), 'DataDiscovery'),
      ...checkMember('bucketFindingFrequency', props.bucketFindingFrequency, Object.values(FindingFrequency), 'FindingFrequency'),
      ...ServiceAdoption._check('sessionAdoption', props.sessionAdoption, true),
    ];
  }

  /** @throws when the discovery or the frequency is unknown, or the stack has one already */
  constructor(scope: Construct, id: string, props: SensitiveDataDiscoveryProps = {}) {
    super(scope, id);
    refuse(this, SensitiveDataDiscovery._problems(props));
    const adoption = props.sessionAdoption ?? ServiceAdoption.create();
    if (adoption.name === 'skip') {
      warn(this, 'macie-skipped', `Amazon Macie is left alone: ${adoption.reason}`);
    } else if (adoption.name === 'adopt') {
      this.adopt(props);
    } else {
      this.make(props, adoption._orCreates);
    }
  }

  private make(props: SensitiveDataDiscoveryProps, orCreate: boolean): void {
    const missing = regionsLacking('AWS::Macie::Session', this);
    if (missing.length > 0) {
      warn(this, 'macie-region', `Amazon Macie is left out: ${missing.join(', ')} does not have it`);
    } else if (orCreate) {
      this.adopt(props, true);
    } else {
      this.create(props);
    }
  }

  private create(props: SensitiveDataDiscoveryProps): void {
    const session = new CfnSession(this, 'Resource', { status: 'ENABLED', findingPublishingFrequency: frequency(props) });
    const discovery = SettingProvider.of(this).reach(this, {
      name: 'AccountMacieDiscovery',
      service: 'macie2',
      client: 'Macie2Client',
      read: { command: 'GetAutomatedDiscoveryConfiguration', path: ['status'] },
      wanted: automated(props) ? 'ENABLED' : 'DISABLED',
      write: { command: 'UpdateAutomatedDiscoveryConfiguration', to: 'status' },
      // What Amazon Macie answers once it is off.
      gone: ['AccessDeniedException'],
      statements: [new PolicyStatement({
        actions: ['macie2:GetAutomatedDiscoveryConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration'], resources: ['*'],
      })],
      wildcardReason: 'Amazon Macie knows no resource for the discovery of an account.',
    }, props.logEncryptionKey);
    discovery.node.addDependency(session);
  }

  private adopt(props: SensitiveDataDiscoveryProps, orCreate = false): void {
    const session = { status: 'ENABLED', findingPublishingFrequency: frequency(props) };
    ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedMacieSession',
      name: 'session of Amazon Macie',
      service: 'macie2',
      client: 'Macie2Client',
      // Without a session the answer to everything is that access is denied.
      find: { command: 'GetMacieSession', path: ['serviceRole'], absent: ['AccessDeniedException', 'ResourceNotFoundException'] },
      make: orCreate ? { command: 'EnableMacie', input: session } : undefined,
      wishes: [
        { read: { command: 'GetMacieSession', path: [] }, items: [{ item: session }], write: { command: 'UpdateMacieSession', input: session } },
        ...automated(props) ? [{
          read: { command: 'GetAutomatedDiscoveryConfiguration', path: [] },
          items: [{ item: { status: 'ENABLED' } }],
          write: { command: 'UpdateAutomatedDiscoveryConfiguration', input: { status: 'ENABLED' } },
        }] : [],
      ],
      statements: [new PolicyStatement({
        actions: [
          ...orCreate ? ['macie2:EnableMacie'] : [], 'macie2:GetAutomatedDiscoveryConfiguration', 'macie2:GetMacieSession',
          'macie2:UpdateAutomatedDiscoveryConfiguration', 'macie2:UpdateMacieSession',
        ],
        resources: ['*'],
      }), ...orCreate ? [linkedRoleStatement(this, 'macie.amazonaws.com')] : []],
      wildcardReason: 'Amazon Macie knows no resource for the session of an account, and AWS chooses the name of its role.',
    }, props.logEncryptionKey);
  }
}

function automated({ discovery }: SensitiveDataDiscoveryOptions): boolean {
  return discovery !== DataDiscovery.BUCKETS_ONLY;
}

function frequency({ bucketFindingFrequency }: SensitiveDataDiscoveryOptions): FindingFrequency {
  return bucketFindingFrequency ?? FindingFrequency.FIFTEEN_MINUTES;
}
