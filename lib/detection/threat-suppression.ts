import { CfnFilter } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { checkText, checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';

/** Properties of a ThreatSuppression. */
export interface ThreatSuppressionProps {
  /** Id of the detector, as ThreatDetection has it. */
  readonly detectorId: string;

  /** Name of the filter: 3 to 64 letters, digits, dots, dashes and underscores. */
  readonly suppressionName: string;

  /** Why nobody needs to see these findings. Letters, digits, white space and `-.:_()[]{}/`, up to 512 characters. */
  readonly reason: string;

  /** Types of the findings, such as `Recon:EC2/Portscan`. At least one. */
  readonly findingTypes: string[];

  /**
   * What else must hold: for each field of a finding, the values of which it has one. 49 fields at most.
   *
   * @default - every finding of the types, whatever it is about
   */
  readonly fields?: Record<string, string[]>;
}

/**
 * Archives findings of Amazon GuardDuty as they come, so that nobody is alerted. They can still be looked up for 90 days. Gives a warning at
 * synthesis. Narrow it with `fields`, such as `resource.instanceDetails.tags.value`: an intruder looks like what is suppressed.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html
 */
export class ThreatSuppression extends Construct {
  /** @internal */
  public static _problems(props: ThreatSuppressionProps): Problem[] {
    const fields = Object.entries(props.fields ?? {});
    return [
      ...checkText('suppressionName', props.suppressionName, /^[\w.-]{3,64}$/, '3 to 64 letters, digits and .-_', 'rename it'),
      ...checkText('reason', props.reason?.trim(), /^[\w\s\-.:()[\]{}/]{1,512}$/, 'a reason of 1 to 512 letters, digits, white space and -.:_()[]{}/',
        'say why nobody needs to see it, in these characters: it is the description of the filter'),
      ...props.findingTypes.length === 0 ? [{
        prop: 'findingTypes', got: props.findingTypes, allowed: 'at least one type', fix: 'name what is suppressed: without it, everything would be',
      }] : [],
      ...checkUnique('findingTypes', props.findingTypes, 'name each type once'),
      ...props.findingTypes.flatMap((type, index) => checkText(`findingTypes[${index}]`, type, /^[A-Z]\w+:[A-Z]\w+\/[\w.!:-]+$/, 'a type in full',
        'write it like Recon:EC2/Portscan')),
      ...fields.length > 49 ? [{ prop: 'fields', got: props.fields, allowed: 'at most 49 fields', fix: 'use another suppression' }] : [],
      ...fields.filter(([field, values]) => field === 'type' || values.length === 0).map(([field, values]) => ({
        prop: `fields.${field}`, got: values, allowed: 'a field besides the type, with at least one value', fix: 'leave it out, or use findingTypes',
      })),
    ];
  }

  /** @throws when the name or the reason is none, there is no type, or a field has no values */
  constructor(scope: Construct, id: string, props: ThreatSuppressionProps) {
    super(scope, id);
    refuse(this, ThreatSuppression._problems(props));
    const { detectorId, suppressionName: name, reason, findingTypes } = props;
    const equals = Object.entries({ type: findingTypes, ...props.fields }).map(([field, values]) => [field, { Equals: values }]);
    new CfnFilter(this, 'Resource', {
      detectorId, name, description: reason.trim(), action: 'ARCHIVE', findingCriteria: { criterion: Object.fromEntries(equals) as object },
    });
    warn(this, `threats-${name}-suppressed`, `Amazon GuardDuty archives ${findingTypes.join(', ')} as ${name}: ${reason.trim()}`);
  }
}
