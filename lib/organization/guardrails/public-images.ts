import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_IMAGES: GuardrailEntry = {
  id: 'public-images',
  what: 'The block of public machine images is not lifted.',
  why: 'Images carry source code, keys and histories of shells.',
  binds: EVERYBODY,
  exceptions: [
    EXEMPT_ROLES, 'Images, where the block is off: no condition sees one become public. DeclarativePolicy.imageBlockPublicAccess() holds it on.',
  ].join(' '),
  link: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html',
  statements: denyActions('PublicImages', ['ec2:DisableImageBlockPublicAccess']),
};
