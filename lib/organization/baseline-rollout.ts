import { Stack } from 'aws-cdk-lib';
import { BaselineProfile } from '../baseline-profile';
import { FrontDoor } from '../private/front-door';
import { checkRange, checkText, checkUnique, nested, Problem } from '../private/validation';
import { warn } from '../private/warn';
import { LogArchive } from '../storage/log-archive';
import { BaselineRolloutOptions } from './baseline-rollout-options';
import { BaselineStackSet, BaselineStackSetProps, RolloutPreferences } from './baseline-stack-set';
import { OrganizationalUnit } from './organizational-unit';
import { checkUnit } from './organizational-unit-problems';
import { OrganizationalUnitTree } from './organizational-unit-tree';
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
  readonly logArchiveAccount: string;
  readonly auditAccount: string;
}

/**
 * The stack sets of an organization, each in a stack of its own, since two templates do not fit into one: the log archive, threat detection, and for
 * each wave the home region and the others.
 */
export class BaselineRollout {
  public static problems(props: BaselineRolloutOptions, units: readonly OrganizationalUnit[]): Problem[] {
    const waves = props.waves ?? WAVES;
    const named = waves.flatMap((wave) => wave.units);
    return nested('rollout', [
      ...checkRange('waves', waves.length, 1, 20, 'name one wave or more'),
      ...checkUnique('waves', waves.map(({ name }) => name), 'name each wave once'),
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
      ...StackSetTemplate.delegatedDetection(props.features)._problems(),
      ...BaselineStackSet._preferenceProblems(props),
    ]);
  }

  private previous: Stack[];

  /** @param ready - what there has to be before the first */
  constructor(private readonly door: FrontDoor, private readonly props: BaselineRolloutProps, ready: Stack[]) {
    this.previous = ready;
    const { homeRegion, tree, waves = WAVES, rootId: root } = props;
    const further = props.regions.filter((region) => region !== homeRegion);
    const logArchiveAccount = tree.accountId(props.logArchiveAccount);
    const profile = props.profile ?? BaselineProfile.standard();

    const archive = this.place('LogArchive', 'the log archive', {
      template: StackSetTemplate.logArchive(props.profile), targetIds: [root], onlyAccountIds: [logArchiveAccount], regions: [homeRegion],
      parameters: {
        [StackSetTemplate.ORGANIZATION_PARAMETER]: props.organizationId, [StackSetTemplate.MANAGEMENT_PARAMETER]: props.managementAccount,
      },
    });
    this.place('Detection', 'threat detection', {
      template: StackSetTemplate.delegatedDetection(props.features ?? profile._settings.detection.features),
      targetIds: [root], onlyAccountIds: [tree.accountId(props.auditAccount)], regions: [homeRegion, ...further],
    });
    // Shared by the waves, so that each is synthesized once.
    const home = StackSetTemplate.homeRegion(props);
    const elsewhere = StackSetTemplate.furtherRegion(props);
    const parameters = { [StackSetTemplate.BUCKET_PARAMETER]: LogArchive.bucketName(logArchiveAccount, homeRegion) };
    for (const { name, units } of waves) {
      const targetIds = units.map((unit) => tree.unitId(unit));
      const first = this.place(`${name}Home`, `the home region of ${units.join(', ')}`, {
        template: home, targetIds, regions: [homeRegion], parameters, after: [archive],
      });
      if (further.length > 0) {
        this.place(`${name}Regions`, `further regions of ${units.join(', ')}`, {
          template: elsewhere, targetIds, regions: further, parameters, after: [first],
        });
      }
    }
    for (const [prop, domain] of Object.entries({ accountSettings: props.accountSettings, configuration: props.configuration })) {
      if (domain?.omittedBecause !== undefined) {
        warn(archive, `${prop}-omitted`, `${prop} is left out of the rollout: ${domain.omittedBecause}`);
      }
    }
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
