import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ConfigurationScope } from '../configuration/configuration-scope';
import { DetectionService } from '../detection/detection-service';
import { LoggingDomain } from '../logging/logging-domain';
import { domainProblems, FrontDoor } from '../private/front-door';
import { lacksType, regionsWith } from '../private/missing-types';
import { checkRange, checkText, checkUnique, nested, Problem } from '../private/validation';
import { warn } from '../private/warn';
import { LogArchive } from '../storage/log-archive';
import { BaselineRolloutOptions } from './baseline-rollout-options';
import { BaselineStackSet, BaselineStackSetProps, RolloutPreferences } from './baseline-stack-set';
import { MemberAccount } from './member-account';
import { OrganizationalUnit } from './organizational-unit';
import { checkUnit } from './organizational-unit-problems';
import { OrganizationalUnitTree } from './organizational-unit-tree';
import { leftOut } from './rollout-coverage';
import { rolloutDetection, rolloutDetectionProblems } from './rollout-detection';
import { rolloutRegionProblems } from './rollout-regions';
import { placeTrail, rolloutTrailProblems } from './rollout-trail';
import { RolloutWave } from './rollout-wave';
import { StackSetTemplate } from './stack-set-template';

const WAVES: RolloutWave[] = [
  { name: 'First', units: ['sandbox', 'workloads/development'] },
  { name: 'Shared', units: ['security', 'infrastructure', 'accounting'] },
  { name: 'Production', units: ['workloads/production', 'suspended'] },
];

export interface BaselineRolloutProps extends BaselineRolloutOptions {
  readonly rootId: string;
  readonly organizationId: string;
  readonly managementAccount: string;
  readonly tree: OrganizationalUnitTree;
  readonly homeRegion: string;
  readonly regions: string[];
  readonly accounts: readonly MemberAccount[];
  readonly logArchiveAccount: string;
  readonly auditAccount: string;
}

/**
 * The stack sets of an organization, each in a stack of its own, since two templates do not fit into one: the log archive, what the account that
 * administers security has, and for each wave the home region and the others. The trail of the organization comes as soon as the archive takes it.
 */
export class BaselineRollout {
  public static problems(props: BaselineRolloutOptions, units: readonly OrganizationalUnit[], regions: readonly string[]): Problem[] {
    const waves = props.waves ?? WAVES;
    const named = waves.flatMap((wave) => wave.units);
    return nested('rollout', [
      ...checkRange('waves', waves.length, 1, 20, 'name one wave or more'),
      // Stack sets are named without upper case.
      ...checkUnique('waves', waves.map(({ name }) => name.toLowerCase()), 'give each wave a name that differs in more than upper and lower case'),
      ...checkUnique('waves.units', named, 'name each unit in one wave'),
      ...waves.flatMap(({ name, units: paths }, index) => [
        ...checkText(`waves[${index}].name`, name, /^[A-Za-z][A-Za-z0-9]{0,30}$/,
          'a letter, then up to 30 letters and digits', 'use a name such as First'),
        ...checkRange(`waves[${index}].units`, paths.length, 1, 50, 'name a unit above them instead'),
        ...paths.flatMap((path, at) => checkUnit(`waves[${index}].units[${at}]`, path, units)),
        ...paths.filter((path) => named.some((other) => path.startsWith(`${other}/`))).map((path) => ({
          prop: `waves[${index}].units`, got: path, allowed: 'units that are in no other one that is named', fix: 'name it, or the one it is in',
        })),
      ]),
      ...StackSetTemplate.homeRegion(props)._problems(),
      ...rolloutDetectionProblems(props),
      ...domainProblems({ logging: props.logging }),
      ...rolloutTrailProblems(props),
      ...rolloutRegionProblems(props, regions),
      ...BaselineStackSet._preferenceProblems(props),
    ]);
  }

  private previous: Stack[];

  /** @param ready - what there has to be before the first */
  constructor(private readonly door: FrontDoor, private readonly props: BaselineRolloutProps, ready: Stack[]) {
    this.previous = ready;
    const archive = this.placeArchive();
    if (props.detection?.omittedBecause === undefined) {
      this.placeSecurity();
    }
    this.placeWaves(archive);
    const { accountSettings, configuration, logging, detection } = props;
    for (const [prop, domain] of Object.entries({ accountSettings, configuration, logging, detection })) {
      if (domain?.omittedBecause !== undefined) {
        warn(archive, `${prop}-omitted`, `${prop} is left out of the rollout: ${domain.omittedBecause}`);
      }
    }
  }

  private placeArchive(): BaselineStackSet {
    const { props, door } = this;
    const { homeRegion, organizationId, managementAccount, logging = LoggingDomain.auditTrail() } = props;
    const logArchiveAccount = props.tree.accountId(props.logArchiveAccount);
    const archive = this.placeIn(logArchiveAccount, 'LogArchive', 'the log archive', StackSetTemplate.logArchive(props.profile), [homeRegion], {
      [StackSetTemplate.ORGANIZATION_PARAMETER]: organizationId, [StackSetTemplate.MANAGEMENT_PARAMETER]: managementAccount,
    });
    if (logging.omittedBecause === undefined) {
      const trail = placeTrail(door, { ...props, logging, logArchiveAccount });
      // Beside what follows, both of them: no member account waits for it.
      trail.addStackDependency(Stack.of(archive));
      this.placeIn(logArchiveAccount, 'ArchiveQueries', 'questions to the log archive', StackSetTemplate.archiveQueries(), [homeRegion], {
        [StackSetTemplate.ORGANIZATION_PARAMETER]: organizationId,
      });
      this.previous = [Stack.of(archive)];
    }
    return archive;
  }

  private placeSecurity(): void {
    const { homeRegion, securityContact, tree, disabledControls, rootId } = this.props;
    const chosen = rolloutDetection(this.props);
    const further = this.furtherRegions();
    const place = (id: string, what: string, template: StackSetTemplate, regions: string[], parameters?: Record<string, string>) =>
      this.placeIn(tree.accountId(this.props.auditAccount), id, what, template, regions, parameters);
    const has = (service: DetectionService) => chosen.services.includes(service);
    const everywhere = [homeRegion, ...further];

    // Alerts first: findings of what comes next are told.
    const { minimumSeverity, findingSources } = chosen;
    const alerts = place('Alerts', 'alerts', StackSetTemplate.securityAlerts({ minimumSeverity, findingSources, securityContact }), [homeRegion]);
    if (further.length > 0) {
      place('Forwarding', 'the way of findings to the home region', StackSetTemplate.findingForwarding(homeRegion), further);
    }
    place('Detection', 'threat detection', StackSetTemplate.delegatedDetection(chosen.features, chosen.runtimeAgents), everywhere);
    if (has(DetectionService.SECURITY_HUB) && !lacksType('AWS::SecurityHub::FindingAggregator', homeRegion)) {
      const template = StackSetTemplate.delegatedSecurityHub({ standards: chosen.standards, disabledControls, linkedRegions: further });
      place('SecurityHub', 'standards', template, [homeRegion], { [StackSetTemplate.ROOT_PARAMETER]: rootId });
    } else if (has(DetectionService.SECURITY_HUB)) {
      warn(alerts, 'security-hub-home-region',
        `AWS Security Hub is left out of the rollout: AWS configures it for an organization from regions that are enabled by default, and `
        + `${homeRegion} is none. Choose another homeRegion, or leave it out of the services of detection`);
    }
    if (has(DetectionService.INSPECTOR)) {
      place('Inspection', 'scans', StackSetTemplate.delegatedInspection(chosen.scanTypes), everywhere);
    }
    if (has(DetectionService.MACIE)) {
      const able = regionsWith('AWS::Macie::Session', everywhere);
      if (able.length > 0) {
        place('DataDiscovery', 'the search for sensitive data', StackSetTemplate.delegatedDataDiscovery(chosen.discovery), able);
      }
      this.warnOfRegions(alerts, 'rollout-macie-regions', 'Amazon Macie is', able, 'which do not have it: keep sensitive data elsewhere');
    }
  }

  /** Of those that something does not reach, because they lack it. */
  private warnOfRegions(scope: IConstruct, id: string, what: string, able: string[], why: string): void {
    const without = this.props.regions.filter((region) => !able.includes(region));
    if (without.length > 0) {
      warn(scope, id, `${what} not rolled out to ${without.join(', ')}, ${why}`);
    }
  }

  private placeWaves(archive: BaselineStackSet): void {
    const { props } = this;
    const { homeRegion, tree, waves = WAVES } = props;
    const further = this.furtherRegions();
    const { HOME_REGION: home, FURTHER_REGION: elsewhere } = ConfigurationScope;
    // Shared by the waves, so that each is synthesized once.
    const templates = {
      [home]: [StackSetTemplate.homeRegion(props), StackSetTemplate.rules(home, props), StackSetTemplate.remediation(home, props)],
      [elsewhere]: [StackSetTemplate.furtherRegion(props), StackSetTemplate.rules(elsewhere, props), StackSetTemplate.remediation(elsewhere, props)],
    };
    for (const { name, units } of waves) {
      const targetIds = units.map((unit) => tree.unitId(unit));
      const placeAll = (scope: ConfigurationScope, id: string, what: string, regions: string[], first?: BaselineStackSet): BaselineStackSet => {
        const [base, rules, remediation] = templates[scope];
        const place = (suffix: string, more: string, template: StackSetTemplate, after?: BaselineStackSet, able = regions) =>
          this.place(`${name}${id}${suffix}`, `${more}${what} of ${units.join(', ')}`, {
            template, targetIds, regions: able, parameters: this.parameters(template), after: after && [after],
          });
        const placed = place('', '', base, first);
        if (props.configuration?.omittedBecause === undefined) {
          const judged = place('Rules', 'rules in ', rules, placed);
          const able = regionsWith('AWS::Config::RemediationConfiguration', regions);
          if (able.length > 0) {
            place('Remediation', 'remedies in ', remediation, judged, able);
          }
        }
        return placed;
      };
      const first = placeAll(home, 'Home', 'the home region', [homeRegion]);
      if (further.length > 0) {
        placeAll(elsewhere, 'Regions', 'further regions', further, first);
      }
    }
    if (props.configuration?.omittedBecause === undefined) {
      const able = regionsWith('AWS::Config::RemediationConfiguration', props.regions);
      this.warnOfRegions(archive, 'rollout-remediation-regions', 'Remedies are', able,
        'where AWS Config has none: somebody has to mend by hand there what rules find');
    }
    const missed = leftOut(waves, tree.unitPaths, props.accounts);
    if (missed.length > 0) {
      warn(archive, 'rollout-leaves-out',
        `no wave of the rollout reaches ${missed.join(', ')}: name the unit in a wave, or move the account into one that is named`);
    }
  }

  private furtherRegions(): string[] {
    return this.props.regions.filter((region) => region !== this.props.homeRegion);
  }

  private parameters({ parameterNames: names }: StackSetTemplate): Record<string, string> | undefined {
    const { homeRegion, logArchiveAccount, tree } = this.props;
    return names.includes(StackSetTemplate.BUCKET_PARAMETER)
      ? { [StackSetTemplate.BUCKET_PARAMETER]: LogArchive.bucketName(tree.accountId(logArchiveAccount), homeRegion) } : undefined;
  }

  private placeIn(
    account: string, id: string, what: string, template: StackSetTemplate, regions: string[], parameters?: Record<string, string>,
  ): BaselineStackSet {
    return this.place(id, what, { template, targetIds: [this.props.rootId], onlyAccountIds: [account], regions, parameters });
  }

  /** One after the other: a wave that fails stops those to come. */
  private place(id: string, what: string, props: Omit<BaselineStackSetProps, 'stackSetName' | keyof RolloutPreferences>): BaselineStackSet {
    const stack = this.door.stack(`Rollout${id}`, `Secure baseline: rollout of ${what}`);
    this.previous.forEach((before) => stack.addStackDependency(before));
    this.previous = [stack];
    return new BaselineStackSet(stack, 'StackSet', {
      ...props,
      stackSetName: `secure-baseline-${id.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}`,
      failureTolerancePercentage: this.props.failureTolerancePercentage,
      maxConcurrentPercentage: this.props.maxConcurrentPercentage,
      regionConcurrency: this.props.regionConcurrency,
    });
  }
}
