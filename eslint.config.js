import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/**
 * Who may import whom. One row a room: what it may see, in full or as types only, and why.
 * `packages` are the runtime packages that this room alone may import.
 * The page reads files -> instances -> series -> volume -> levels -> ROIs -> grades -> findings -> report:
 * each room knows the vocabulary and, as types, the rooms before it.
 */
const ROOMS = [
  {
    room: 'domain',
    sees: [],
    typesOf: ['dicom'],
    why: 'the vocabulary knows nobody but the shape of a data set, so that everybody can know it',
  },
  { room: 'statistics', sees: [], why: 'figures are computed from numbers, whatever the numbers stand for' },
  {
    room: 'dicom',
    sees: [],
    why: 'attributes and their encoding serve everyone who reads or writes DICOM',
  },
  {
    room: 'intake',
    sees: ['domain', 'dicom'],
    packages: ['dicom-parser', 'fflate', '@cornerstonejs/*'],
    why: 'files become instances without knowing what they are for',
  },
  {
    room: 'series',
    sees: ['domain'],
    typesOf: ['intake'],
    why: 'instances become stacks by their headers alone',
  },
  {
    room: 'analysis',
    sees: ['domain'],
    typesOf: ['intake', 'series'],
    why: 'the networks are reached through the Predictor port and the pixels through the PixelSource port',
  },
  {
    room: 'scope',
    sees: ['domain'],
    why: 'what the model must not be asked about is judged from the study and its analysis alone',
  },
  {
    room: 'words',
    sees: ['domain'],
    typesOf: ['review'],
    why: 'page, command line, report and exports share one vocabulary, which depends on none of them',
  },
  {
    room: 'report',
    sees: ['domain', 'dicom', 'words'],
    typesOf: ['analysis'],
    packages: ['pdf-lib', '@pdf-lib/fontkit', 'fflate'],
    why: 'a report is written from findings and decisions, wherever they came from',
  },
  {
    room: 'pipeline',
    sees: ['domain', 'intake', 'series', 'analysis', 'inference', 'scope', 'words'],
    typesOf: ['report'],
    why: 'a study goes from files to a report here, the same way for page, command line and batch',
  },
  {
    room: 'phantom',
    sees: ['domain', 'dicom'],
    why: 'the simulated spine hands over files, as a scanner would',
  },
  {
    room: 'inference',
    sees: ['domain'],
    typesOf: ['analysis'],
    packages: ['@tensorflow/*'],
    why: 'the only room that knows tfjs; no tf type leaves it',
  },
  {
    room: 'worker',
    sees: ['domain', 'intake', 'series', 'analysis', 'phantom', 'inference', 'pipeline'],
    typesOf: ['review'],
    why: 'the workers put the pipeline behind a message port; the page sees only the clients',
  },
  {
    room: 'site',
    sees: ['domain'],
    why: 'host and settings of the site are judged before there is a session',
  },
  {
    room: 'viewer',
    sees: ['domain'],
    typesOf: ['series'],
    packages: ['cornerstone-core'],
    why: 'the only room that knows Cornerstone; it draws images and knows nothing of findings or readers',
  },
  {
    room: 'review',
    sees: ['domain', 'scope', 'statistics', 'pipeline'],
    packages: ['zustand', 'idb'],
    why: "the reader's session must not depend on how it is drawn",
  },
  {
    room: 'ui',
    sees: ['domain', 'words', 'review', 'viewer', 'pipeline'],
    packages: ['react', 'react-dom', 'zustand'],
    why: 'the screens see the session and the viewer; work is done behind ports',
  },
]

const names = ROOMS.map(({ room }) => room)
const owners = new Map(ROOMS.flatMap(({ room, packages = [] }) => packages.map((name) => [name, room])))
owners.set('cornerstone-core', 'viewer').set('dicom-parser', 'intake').set('@tensorflow/*', 'inference')

const inRoom = (room) => ({ regex: `^(\\.\\./)+(src/)?${room}/` })

function importRules({ room, sees, typesOf = [], packages = [], why }) {
  const forbidden = names.filter((name) => name !== room && !sees.includes(name))
  const patterns = forbidden.map((name) => ({
    ...inRoom(name),
    allowTypeImports: typesOf.includes(name),
    message: `${room}/ must not import ${name}/${typesOf.includes(name) ? ' except as types' : ''}: ${why}.`,
  }))
  const foreign = [...owners.keys()].filter((name) => !packages.includes(name))
  return [
    ...patterns,
    ...foreign.map((name) => ({
      group: [name, ...(name.endsWith('*') ? [] : [`${name}/*`])],
      message: `${room}/ must not import ${name}: ${owners.get(name)}/ is its user. ${why}.`,
    })),
    { group: ['node:*'], message: `${room}/ runs in the browser too: files and clocks are handed in.` },
  ]
}

export default defineConfig(
  globalIgnores([
    'src/platform.d.ts',
    'dist',
    '.cache',
    'models',
    'training',
    'public',
    'test-results',
    'playwright-report',
    'node_modules',
  ]),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off', // index arithmetic on typed arrays is checked by tests, not by `if`
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Named exports only: a thing has one name everywhere.',
        },
        { selector: 'TSEnumDeclaration', message: '`as const` arrays and unions, not enums.' },
        {
          selector: 'ExportAllDeclaration',
          message: 'No barrels: import from the file that defines the thing.',
        },
      ],
    },
  },
  ...ROOMS.map((room) => ({
    files: [`src/${room.room}/**/*.{ts,tsx}`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: importRules(room) }] },
  })),
  { files: ['src/ui/**/*.{ts,tsx}', 'src/main.tsx'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['tests/**', 'e2e/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
)
