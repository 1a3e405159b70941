import { App } from 'aws-cdk-lib';
import { everything, run, templates } from './apps';

/** What cannot be made again: evidence, keys, backups. */
const KEPT = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::Backup::BackupVault', 'AWS::Detective::Graph', 'AWS::Organizations::Account',
  'AWS::Organizations::Organization', 'AWS::Organizations::OrganizationalUnit',
];
/** What others hold on to by its id or address: members, subscribers, workloads, allow lists. */
const HELD = ['AWS::EC2::EIP', 'AWS::EC2::Subnet', 'AWS::EC2::VPC', 'AWS::IAM::Group', 'AWS::SNS::Topic'];

function resources(app: App, types: string[]): { name: string; retained: boolean }[] {
  return Object.entries(templates(app)).flatMap(([stack, { template }]) => Object.entries(template.Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, resource]) => ({
      name: `${stack} ${resource.Type} ${id}`,
      retained: ['Retain', 'RetainExceptOnCreate'].includes(resource.DeletionPolicy ?? '') && resource.UpdateReplacePolicy === 'Retain',
    })));
}

describe('what holds state', () => {
  // A line that changes here is a resource that AWS CloudFormation would replace in every account that has it.
  test.each([
    ['bin', [
      'Baseline-Storage AWS::KMS::Key LogArchiveKey8A035694',
      'Baseline-Storage AWS::S3::Bucket LogArchiveAccessLogsBucket1F2222CE',
      'Baseline-Storage AWS::S3::Bucket LogArchiveBucketE351D0BA',
      'Baseline-Logging AWS::SNS::Topic AlertTopic2BEC0189',
      'Baseline-Logging AWS::Logs::LogGroup AuditTrailLogGroup28BB9333',
      'Baseline-Queries AWS::S3::Bucket ArchiveQueriesResults080CF214',
      'Baseline-Account AWS::Logs::LogGroup SecureBaselineSettingProviderLogGroup0BBCAE92',
      'Baseline-Account AWS::Logs::LogGroup SecureBaselineDefaultVpcRemoverLogGroup27EED4D6',
      'Baseline-Identity AWS::IAM::Group GroupsAdmin334B4120',
      'Baseline-Identity AWS::IAM::Group GroupsAuditor383C770A',
      'Baseline-Identity AWS::IAM::Group GroupsDeveloper971CC532',
      'Baseline-Identity AWS::IAM::Group GroupsFinance948D6F86',
      'Baseline-Identity AWS::IAM::Group GroupsReadOnly717D92A5',
      'Baseline-Identity AWS::IAM::Group GroupsSupport440C0C3D',
      'Baseline-Identity AWS::IAM::Group GroupsRevoked912A67B4',
      'Baseline-Detection AWS::Logs::LogGroup SecureBaselineSettingProviderLogGroup0BBCAE92',
      'Baseline-Recorder AWS::Logs::LogGroup SecureBaselineSettingProviderLogGroup0BBCAE92',
      'Baseline-Network AWS::EC2::VPC Vpc8378EB38',
      'Baseline-Network AWS::EC2::Subnet VpcPublicSubnet1BA879AC1',
      'Baseline-Network AWS::EC2::Subnet VpcPublicSubnet217FE5728',
      'Baseline-Network AWS::EC2::Subnet VpcApplicationSubnet1F0C02D4A',
      'Baseline-Network AWS::EC2::Subnet VpcApplicationSubnet2F8129D40',
      'Baseline-Network AWS::EC2::Subnet VpcDataSubnet1AA71FA91',
      'Baseline-Network AWS::EC2::Subnet VpcDataSubnet2128F597D',
      'Baseline-Network AWS::EC2::Subnet VpcInternetNatSubnet14BF275A1',
      'Baseline-Network AWS::EC2::EIP VpcInternetNatAddress1A128F136',
      'Baseline-Network AWS::Logs::LogGroup SecureBaselineResourceSettingProviderLogGroup03BA5244',
      'Baseline-Resolver AWS::Logs::LogGroup SecureBaselineAwsManagedIdsLogGroup5AD04E98',
      'Baseline-Protection AWS::KMS::Key BackupVaultKeyB5E463E5',
      'Baseline-Protection AWS::Backup::BackupVault BackupVault3721185B',
    ]],
    ['organization', [
      'Organization-Organization AWS::Organizations::Organization Organization',
      'Organization-Organization AWS::Logs::LogGroup SecureBaselineOrganizationSwitchProviderLogGroup917906DB',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitsecurityEA00CBFF',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitinfrastructureC547406C',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitworkloadsCFC2EF31',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitaccounting20DF25DF',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitsandbox7D05F2D1',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitsuspended0033E899',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitworkloadsproduction969544DD',
      'Organization-Accounts AWS::Organizations::OrganizationalUnit TreeUnitworkloadsdevelopment87BD9E9F',
      'Organization-Accounts AWS::Organizations::Account TreeAccountlogarchive598BF9A2',
      'Organization-Accounts AWS::Organizations::Account TreeAccountauditAE9CF493',
      'Organization-Accounts AWS::Organizations::Account TreeAccountaccounting515BCC65',
      'Organization-Accounts AWS::Organizations::Account TreeAccountproduction0FFD116F',
      'Organization-Accounts AWS::Organizations::Account TreeAccountdevelopment3060DD9B',
      'Organization-Accounts AWS::Organizations::Account TreeAccountnetwork35BD7B0A',
      'Organization-Accounts AWS::Organizations::Account TreeAccountplayground132EE6B5',
      'Organization-Administrators AWS::Logs::LogGroup SecureBaselineOrganizationSwitchProviderLogGroup917906DB',
      'Organization-Trail AWS::KMS::Key KeyE447D366',
      'Organization-Trail AWS::SNS::Topic AlertTopic2BEC0189',
      'Organization-Trail AWS::Logs::LogGroup AuditTrailLogGroup28BB9333',
    ]],
  ])('keeps its logical id in %s', (program, ids) => {
    expect(resources(run(program), [...KEPT, ...HELD]).map(({ name }) => name)).toEqual(ids);
  });

  test('outlives its stack', () => {
    const kept = resources(everything(), KEPT);

    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter(({ retained }) => !retained)).toEqual([]);
  });
});
