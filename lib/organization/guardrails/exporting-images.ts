import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const EXPORTING_IMAGES: GuardrailEntry = {
  id: 'exporting-images',
  what: 'Images, snapshots and databases are not exported to a bucket.',
  why: 'An export leaves all controls of the original behind.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/vm-import/latest/userguide/vmexport_image.html',
  statements: denyActions('ExportingImages', [
    'ec2:CreateInstanceExportTask', 'ec2:CreateStoreImageTask', 'ec2:ExportImage', 'rds:StartExportTask',
  ]),
};
