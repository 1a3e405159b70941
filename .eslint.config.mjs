import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '**/cdk.out', '**/*.d.ts'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { project: './test/tsconfig.json' } },
    rules: {
      // Constructs act by being made, and take the lint of AWS's own: nothing is gained by naming what nobody uses.
      'no-new': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-inferrable-types': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/member-ordering': ['error', { default: ['public-static-field', 'public-static-method', 'field', 'constructor'] }],
      'import-x/order': ['error', { 'groups': ['builtin', 'external', 'parent', 'sibling'], 'alphabetize': { order: 'asc', caseInsensitive: true } }],
      'eqeqeq': 'error',
      'curly': 'error',
      'max-len': ['error', { code: 150 }],
      'no-console': 'error',
      'quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
      'semi': 'error',
    },
  },
  {
    // A row of a table stays a row.
    files: ['test/**/*.ts'],
    rules: { 'max-len': ['error', { code: 220 }] },
  },
  {
    // The library runs in other people's apps: it needs its two peers and nothing else.
    files: ['lib/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', {
        patterns: [{ regex: '^(?!\\.|aws-cdk-lib(/|$)|constructs$|fs$|path$)', message: 'lib imports aws-cdk-lib, constructs and itself alone' }],
      }],
    },
  },
);
