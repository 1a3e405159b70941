/**
 * Agents of Runtime Monitoring that Amazon GuardDuty installs and updates by itself.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-configuration.html
 */
export enum RuntimeAgent {
  /** On the nodes of Amazon EKS clusters, as an add-on. */
  EKS_ADDON_MANAGEMENT = 'EKS_ADDON_MANAGEMENT',
  /** Beside the containers of Amazon ECS tasks on AWS Fargate. */
  ECS_FARGATE_AGENT_MANAGEMENT = 'ECS_FARGATE_AGENT_MANAGEMENT',
  /** On Amazon EC2 instances that AWS Systems Manager manages. */
  EC2_AGENT_MANAGEMENT = 'EC2_AGENT_MANAGEMENT',
}
